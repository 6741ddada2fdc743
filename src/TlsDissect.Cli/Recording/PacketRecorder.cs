using System.Buffers;
using TlsDissect.Capture;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// Keeps the packets of a live run with the secrets that open them, so that the files open without another key. A reader that goes through a file once can use
/// secrets only for what comes after them: packets are held back for a moment, and secrets found meanwhile go in front of them.
/// </summary>
internal sealed class PacketRecorder : IDisposable
{
    /// <summary>What a held packet costs beside its bytes.</summary>
    private const int Overhead = 96;

    private readonly RecordingOptions _options;
    private readonly RecordingFiles _files;
    private readonly Queue<HeldPacket> _held = new();
    private readonly Queue<(long Found, string Line, long Hello)> _recent = new();
    private readonly long _hold;
    private long _heldBytes;
    private long _clock;

    /// <summary>Makes the first file, so that what is wrong with it is said before anything is captured; with rotation it is named by its first packet.</summary>
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

    /// <summary>A packet came.</summary>
    public void Add(in CapturedItem packet)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(packet.Data.Length);
        packet.Data.CopyTo(copy);
        _held.Enqueue(new HeldPacket(packet.CaptureName, packet.LinkType, packet.Time, copy, packet.Data.Length, packet.OriginalLength));
        _heldBytes += copy.Length + Overhead;
        Release(packet.Time.Nanoseconds);
    }

    /// <summary>A secret was found.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="clientRandom">Of the ClientHello that it belongs to.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="hello">When that ClientHello was captured.</param>
    /// <param name="generation">N of a traffic secret; 0 else.</param>
    public void AddSecret(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret, CaptureTime hello, uint generation = 0)
    {
        string line = KeyLogLine.Format(label, clientRandom, secret, generation) + "\n";
        if (_files.Current is RecordedFile current && hello.Nanoseconds <= current.Latest)
        {
            // A file that is done is no longer touched: the line is not lost, but opens what it can only in a reader that looks back.
            if (_files.At(hello.Nanoseconds) is RecordedFile its) its.WriteSecret(line, hello.Nanoseconds);
            else current.WriteSecret(line, long.MaxValue);
            return;
        }

        // Which file the packets that are held will go to is not known yet.
        _recent.Enqueue((_clock, line, hello.Nanoseconds));
        _files.Current?.WriteSecret(line, hello.Nanoseconds);
    }

    /// <summary>Time went by without a packet.</summary>
    public void OnTime(CaptureTime now)
    {
        Release(now.Nanoseconds);
        _files.Current?.Flush();
    }

    /// <summary>The run is over: all is written.</summary>
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
        while (_held.TryPeek(out HeldPacket oldest) && (_clock - oldest.Time.Nanoseconds > _hold || _heldBytes > _options.MaxHeldBytes)) WriteOldest();
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
        // Packets of their connections may still be held: they go into this file.
        foreach ((_, string line, long hello) in _recent) file.WriteSecret(line, hello);
        return file;
    }
}
