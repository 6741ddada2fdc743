using SharpPcap;
using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;

namespace TlsDissect.Capture;

/// <summary>
/// A live capture of one or several interfaces. Packets are numbered from 1 over all of them. They are read in the kernel's buffers,
/// without a copy or a queue; packets that arrive faster than they are read wait there.
/// </summary>
/// <remarks>
/// An interface that disappears is reported by an item of kind <see cref="CapturedItemKind.Failure"/>; the others continue. If no packet
/// arrives for <see cref="LiveOptions.Wait"/>, an item of kind <see cref="CapturedItemKind.Idle"/> has the present time.
/// <see cref="TryRead"/> returns <c>false</c> only when no interface is left.
/// </remarks>
public sealed class LiveSource : IPacketSource
{
    /// <summary>Number of packets read from one interface before the others get their turn.</summary>
    private const int Turn = 64;

    private readonly List<LiveInterface> _open = [];
    private readonly List<LiveInterface> _gone = [];
    private readonly int _wait;
    private int _current;
    private int _taken;
    private long _lastPacket;
    private long _bytes;

    private LiveSource(LiveOptions options) => _wait = (int)options.Wait.TotalMilliseconds;

    /// <summary>Opens the interfaces and sets the filter.</summary>
    /// <param name="names">As <see cref="CaptureInterface.List"/> names them; on Linux, <c>any</c> for all.</param>
    /// <param name="options">Options of the capture.</param>
    /// <exception cref="CaptureException">
    /// An interface does not exist, is not up or needs a permission that this user does not have; the filter is invalid for it; or libpcap
    /// is not installed.
    /// </exception>
    public static LiveSource Open(IReadOnlyList<string> names, LiveOptions options)
    {
        LiveSource source = new(options);
        try
        {
            foreach (string name in names.Distinct()) source._open.Add(LiveInterface.Open(name, options));
            return source;
        }
        catch (CaptureException)
        {
            source.Dispose();
            throw;
        }
        catch (PcapException e)
        {
            throw new CaptureException($"the interfaces cannot be listed: {SingleLine.Of(e.Message)}", e);
        }
        catch (Exception e) when (PcapLibrary.IsMissing(e))
        {
            throw PcapLibrary.Missing("capturing", e);
        }
    }

    /// <summary>Bytes captured so far. A live source has no total.</summary>
    public CaptureProgress Progress => new(_bytes, null);

    /// <inheritdoc/>
    public bool MayBringSecrets => false;

    /// <summary>Returns the counts of each interface, including those that have disappeared.</summary>
    internal IReadOnlyList<LiveStatistics> Statistics() =>
        [.. _open.Concat(_gone).Select(i => new LiveStatistics(i.Name, i.LinkType, i.Packets, i.Dropped()))];

    /// <inheritdoc/>
    public bool TryRead(out CapturedItem item)
    {
        bool waited = false;
        while (_open.Count > 0)
        {
            for (int tried = 0; tried < _open.Count; tried++)
            {
                LiveInterface current = _open[_current];
                int result = current.TryNext(out ReadOnlySpan<byte> data, out CaptureTime time, out int originalLength);
                if (result == 1)
                {
                    if (++_taken == Turn) Next();
                    _bytes += data.Length;
                    item = CapturedItem.Packet(current.Name, ++_lastPacket, time, current.LinkType, data, originalLength);
                    return true;
                }

                if (result < 0)
                {
                    item = GiveUp(current);
                    return true;
                }

                Next();
            }

            if (waited)
            {
                item = CapturedItem.Idle(_open[_current].Name, _lastPacket, Now());
                return true;
            }

            // Waits once: the packet that ends the wait may not match the filter.
            Wait();
            waited = true;
        }

        item = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LiveInterface opened in _open.Concat(_gone)) opened.Dispose();
        _open.Clear();
        _gone.Clear();
    }

    private void Next()
    {
        _taken = 0;
        _current = (_current + 1) % _open.Count;
    }

    private CapturedItem GiveUp(LiveInterface failed)
    {
        _open.Remove(failed);
        _gone.Add(failed);
        _current = _taken = 0;
        return CapturedItem.Failure(failed.Name, _lastPacket, $"{failed.Name}: {failed.Problem}");
    }

    private void Wait()
    {
        Span<PcapNative.PollDescriptor> descriptors = stackalloc PcapNative.PollDescriptor[Math.Min(_open.Count, 256)];
        int count = 0;
        foreach (LiveInterface opened in _open)
        {
            if (opened.Descriptor < 0 || count == descriptors.Length)
            {
                // Without a descriptor, a short sleep saves CPU time and loses nothing that the kernel's buffer holds.
                Thread.Sleep(Math.Min(_wait, 10));
                return;
            }

            descriptors[count++] = new PcapNative.PollDescriptor { Descriptor = opened.Descriptor, Events = PcapNative.Readable };
        }

        PcapNative.Wait(descriptors[..count], _wait);
    }

    /// <summary>
    /// The time that has certainly passed. Packets of the last moments may still be in a block that the kernel has not delivered.
    /// </summary>
    private CaptureTime Now() => new((DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100 - 2_000_000L * _wait, 9);
}
