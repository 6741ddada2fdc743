using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// Several captures as one, in the order given and with consecutive packet numbers. A file that cannot be opened comes as an item of kind
/// <see cref="CapturedItemKind.Failure"/> in its place, and the next one follows. While the writer of a pipe pauses, items of kind
/// <see cref="CapturedItemKind.Idle"/> have the latest time of all packets plus the time that has passed since on the wall clock.
/// </summary>
internal sealed class CaptureFileSequence : IPacketSource
{
    private readonly IReadOnlyList<string> _paths;
    private readonly Func<string, long, CaptureReader> _open;
    private readonly long? _totalBytes;
    private readonly bool _hasPipe;
    private CaptureReader? _reader;
    private int _next;
    private long _lastPacket;
    private long _bytesBefore;
    private CaptureTime _clock;
    private long? _idleSince;

    /// <summary>Creates a sequence. Nothing is opened yet.</summary>
    /// <param name="paths">Files; <see cref="CaptureFile.StandardInput"/> for standard input.</param>
    /// <param name="stop">Ends the wait for a pipe, which may otherwise last forever.</param>
    public CaptureFileSequence(IReadOnlyList<string> paths, CancellationToken stop = default)
    {
        _paths = paths;
        _open = (path, packetsBefore) => CaptureFile.OpenReader(path, packetsBefore, stop);
        _totalBytes = paths.All(CaptureFile.CanBeReopened) ? paths.Sum(CaptureFile.LengthOf) : null;
        _hasPipe = paths.Any(CaptureFile.IsPipe);
    }

    /// <summary>Creates a sequence of one capture from a stream, which is left open.</summary>
    /// <param name="stream">If it cannot seek, reading may wait, as for a pipe.</param>
    /// <param name="name">Its name.</param>
    /// <param name="stop">Ends the wait.</param>
    public CaptureFileSequence(Stream stream, string name, CancellationToken stop)
    {
        _paths = [name];
        _open = (_, _) => CaptureFile.OpenReader(stream, name, stop);
        _hasPipe = !stream.CanSeek;
    }

    /// <summary>Whether each file is a separate input, for which the secrets of later ones do not apply.</summary>
    public bool IsApart { get; init; }

    /// <summary>Index in the list of the file that the last item came from; -1 before the first.</summary>
    public int Current => _next - 1;

    /// <summary>Number of the last packet before that file.</summary>
    public long PacketsBefore { get; private set; }

    /// <inheritdoc/>
    public CaptureProgress Progress => new(_bytesBefore + (_reader?.Progress.BytesRead ?? 0), _totalBytes);

    /// <inheritdoc/>
    public bool MayBringSecrets => _reader is null or { MayBringSecrets: true } || (_next < _paths.Count && !IsApart);

    /// <inheritdoc/>
    public bool TryRead(out CapturedItem item)
    {
        while (true)
        {
            if (_reader is not null && _reader.TryRead(out item))
            {
                if (_hasPipe) KeepTime(ref item);
                return true;
            }

            Close();
            if (_next == _paths.Count)
            {
                item = default;
                return false;
            }

            string path = _paths[_next++];
            PacketsBefore = _lastPacket;
            try
            {
                _reader = _open(path, _lastPacket);
            }
            catch (CaptureException e)
            {
                item = CapturedItem.Failure(CaptureFile.NameOf(path), _lastPacket, e);
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        if (_reader is null) return;
        _lastPacket = _reader.LastPacket;
        _bytesBefore += _reader.Progress.BytesRead;
        _reader.Dispose();
        _reader = null;
    }

    /// <summary>Advances the time of the capture with the wall clock while a pipe is silent.</summary>
    private void KeepTime(ref CapturedItem item)
    {
        if (item.Kind == CapturedItemKind.Packet)
        {
            _idleSince = null;
            if (item.Time.Nanoseconds > _clock.Nanoseconds) _clock = item.Time;
        }
        else if (item.Kind == CapturedItemKind.Idle)
        {
            _idleSince ??= Environment.TickCount64;
            long passed = (Environment.TickCount64 - _idleSince.Value) * 1_000_000;
            item = CapturedItem.Idle(item.CaptureName, item.PacketNumber, _clock with { Nanoseconds = _clock.Nanoseconds + passed });
        }
    }
}
