using System.Buffers;
using System.Text;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Writing;
using TlsDissect.Keys;
using TlsDissect.Tcp;

namespace TlsDissect.Cli;

/// <summary>
/// Keeps the packets of a live run with the secrets that open them, so that the files open without another key. A reader that goes through a file once can use
/// secrets only for what comes after them: packets are held back for a moment, and secrets found meanwhile go in front of them.
/// </summary>
internal sealed class PacketRecorder : IDisposable
{
    private const long HoldNanoseconds = 2_000_000_000;
    private const long MaxHeldBytes = 64 << 20;

    /// <summary>What a held packet costs beside its bytes.</summary>
    private const int Overhead = 96;

    /// <summary>Secrets remembered as written, so that each is written once a file: far more than are found in the time that packets are held.</summary>
    private const int MaxRemembered = 100_000;

    private readonly RecordingOptions _options;
    private readonly RecordingFiles _files;
    private readonly Queue<HeldPacket> _held = new();
    private readonly Queue<(long Found, string Line)> _recent = new();
    private readonly HashSet<string> _written = [];
    private readonly Dictionary<(string Name, LinkType Type), int> _interfaces = [];
    private Stream? _file;
    private PcapNgWriter? _writer;
    private long _fileStart;
    private long _heldBytes;
    private long _clock;

    private readonly record struct HeldPacket(string Interface, LinkType LinkType, CaptureTime Time, byte[] Data, int Length, int OriginalLength);

    /// <summary>Makes the first file, so that what is wrong with it is said before anything is captured; with rotation it is named by its first packet.</summary>
    public PacketRecorder(RecordingOptions options)
    {
        _options = options;
        _files = new RecordingFiles(options);
        if (!options.Rotates) Start(default);
    }

    /// <summary>A packet came.</summary>
    public void Add(in CapturedItem packet)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(packet.Data.Length);
        packet.Data.CopyTo(copy);
        _held.Enqueue(new HeldPacket(packet.CaptureName, packet.LinkType, packet.Time, copy, packet.Data.Length, packet.OriginalLength));
        _heldBytes += packet.Data.Length + Overhead;
        Release(packet.Time.Nanoseconds);
    }

    /// <summary>A secret was found.</summary>
    public void AddSecret(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret)
    {
        string line = KeyLogLine.Format(label, clientRandom, secret);
        if (!_written.Add(line)) return;
        if (_written.Count > MaxRemembered) _written.Clear();
        _recent.Enqueue((_clock, line));
        Write(line);
    }

    /// <summary>Time went by without a packet.</summary>
    public void OnTime(CaptureTime now)
    {
        Release(now.Nanoseconds);
        _file?.Flush();
    }

    /// <summary>The run is over: all is written.</summary>
    public void Complete(IReadOnlyList<LiveStatistics> statistics)
    {
        while (_held.Count > 0) WriteOldest();
        foreach (LiveStatistics of in statistics)
        {
            if (_interfaces.TryGetValue((of.Name, of.LinkType), out int id)) _writer!.WriteStatistics(id, new CaptureTime(_clock), of.Packets, of.Dropped);
        }

        _file?.Flush();
    }

    public void Dispose() => _file?.Dispose();

    private void Release(long now)
    {
        if (now > _clock) _clock = now;
        while (_held.TryPeek(out HeldPacket oldest) && (_clock - oldest.Time.Nanoseconds > HoldNanoseconds || _heldBytes > MaxHeldBytes)) WriteOldest();
        while (_recent.TryPeek(out (long Found, string Line) secret) && _clock - secret.Found > 2 * HoldNanoseconds) _recent.Dequeue();
    }

    private void WriteOldest()
    {
        HeldPacket packet = _held.Dequeue();
        _heldBytes -= packet.Length + Overhead;
        if (_writer is null || IsFull(packet)) Start(packet.Time);
        if (!_interfaces.TryGetValue((packet.Interface, packet.LinkType), out int id))
            _interfaces.Add((packet.Interface, packet.LinkType), id = _writer!.AddInterface(packet.LinkType, 0, packet.Interface, packet.Time.FractionDigits));
        _writer!.WritePacket(id, packet.Time, packet.Data.AsSpan(0, packet.Length), packet.OriginalLength);
        ArrayPool<byte>.Shared.Return(packet.Data);
    }

    private bool IsFull(in HeldPacket next) =>
        (_options.RotateBytes is long most && _interfaces.Count > 0 && _writer!.Length + next.Length + 32 > most) ||
        (_options.RotateTime is TimeSpan longest && next.Time.Nanoseconds - _fileStart >= (long)longest.TotalNanoseconds);

    private void Start(CaptureTime first)
    {
        _file?.Dispose();
        _file = _files.Create(first);
        _writer = new PcapNgWriter(_file);
        _fileStart = first.Nanoseconds;
        _interfaces.Clear();
        _written.Clear();
        // Packets of their connections may still be held: they go into this file.
        foreach ((_, string line) in _recent)
        {
            if (_written.Add(line)) Write(line);
        }
    }

    private void Write(string line) => _writer?.WriteSecrets(CapturedItem.TlsKeyLog, Encoding.ASCII.GetBytes(line + "\n"));
}
