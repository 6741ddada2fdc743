using System.Buffers;
using TlsDissect.Capture;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// Records the packets of a live run with the secrets that decrypt them, so that the files need no other key. A program that reads a file
/// once can use secrets only for later packets. So packets are held for a moment, and secrets found meanwhile are written in front of them.
/// </summary>
internal sealed class PacketRecorder : IDisposable
{
    /// <summary>Memory of a held packet in addition to its bytes.</summary>
    private const int Overhead = 96;

    private readonly RecordingOptions _options;
    private readonly RecordingFiles _files;
    private readonly Queue<HeldPacket> _held = new();
    private readonly Queue<(long Found, string Line, long Hello)> _recent = new();
    private readonly long _hold;
    private long _heldBytes;
    private long _clock;

    /// <summary>
    /// Creates the first file, so that problems are reported before anything is captured. With rotation, its first packet names it.
    /// </summary>
    /// <param name="options">How and where packets are recorded.</param>
    /// <param name="rule">What may be written to.</param>
    /// <param name="interruption">Ends the wait for a pipe's reader.</param>
    public PacketRecorder(RecordingOptions options, OutputRule rule, SignalHandler interruption)
    {
        _options = options;
        _hold = (long)options.Hold.TotalNanoseconds;
        _files = new RecordingFiles(options, rule, interruption);
        if (!options.Rotates) _files.Create(default);
    }

    /// <summary>Adds a packet.</summary>
    public void Add(in CapturedItem packet)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(packet.Data.Length);
        packet.Data.CopyTo(copy);
        _held.Enqueue(new HeldPacket(packet.CaptureName, packet.LinkType, packet.Time, copy, packet.Data.Length, packet.OriginalLength));
        _heldBytes += copy.Length + Overhead;
        Release(packet.Time.Nanoseconds);
    }

    /// <summary>Adds a secret.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="clientRandom">Random of its ClientHello.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="hello">When that ClientHello was captured.</param>
    /// <param name="generation">The number N of a traffic secret, else 0.</param>
    public void AddSecret(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret, CaptureTime hello,
        uint generation = 0)
    {
        string line = KeyLogLine.Format(label, clientRandom, secret, generation) + "\n";
        if (_files.Current is RecordedFile current && hello.Nanoseconds <= current.Latest)
        {
            // A finished file is not changed any more. The line goes into the next one, where only programs that read a file twice can use
            // it.
            if (_files.At(hello.Nanoseconds) is RecordedFile its) its.WriteSecret(line, hello.Nanoseconds);
            else current.WriteSecret(line, long.MaxValue);
            return;
        }

        // It is not known yet which file the held packets will go to.
        _recent.Enqueue((_clock, line, hello.Nanoseconds));
        _files.Current?.WriteSecret(line, hello.Nanoseconds);
    }

    /// <summary>Reports the time while no packet comes.</summary>
    public void OnTime(CaptureTime now)
    {
        Release(now.Nanoseconds);
        _files.Current?.Flush();
    }

    /// <summary>Writes everything at the end of the run.</summary>
    public void Complete(IReadOnlyList<LiveStatistics> statistics)
    {
        while (_held.Count > 0) WriteOldest();
        _files.Current?.WriteStatistics(statistics, _clock);
        _files.Complete();
    }

    public void Dispose() => _files.Dispose();

    private void Release(long now)
    {
        if (now > _clock) _clock = now;
        while (_held.TryPeek(out HeldPacket oldest) && (_clock - oldest.Time.Nanoseconds > _hold || _heldBytes > _options.MaxHeldBytes))
            WriteOldest();
        while (_recent.TryPeek(out (long Found, string Line, long Hello) secret) && _clock - secret.Found > 2 * _hold) _recent.Dequeue();
    }

    private void WriteOldest()
    {
        HeldPacket packet = _held.Dequeue();
        _heldBytes -= packet.Data.Length + Overhead;
        RecordedFile? file = _files.Current;
        if (file is null || IsFull(file, packet)) file = Start(packet.Time);
        file.WritePacket(packet);
        ArrayPool<byte>.Shared.Return(packet.Data);
    }

    private bool IsFull(RecordedFile file, in HeldPacket next) =>
        (_options.RotateBytes is long most && file.HasPackets && file.Length + next.Length + 32 > most) ||
        (_options.RotateTime is TimeSpan longest && next.Time.Nanoseconds - file.Start >= (long)longest.TotalNanoseconds);

    private RecordedFile Start(CaptureTime first)
    {
        RecordedFile file = _files.Create(first);
        // Packets of their connections may still be held. They go into this file.
        foreach ((_, string line, long hello) in _recent) file.WriteSecret(line, hello);
        return file;
    }
}
