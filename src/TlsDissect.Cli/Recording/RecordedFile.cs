using System.Text;
using TlsDissect.Capture;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Writing;
using TlsDissect.Cli.Files;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// One file of a recording: packets, and the secrets that decrypt them. A secret found before its packets are written goes in front of
/// them. A later one goes into space reserved there. If there is no space, it goes to the end, and the finished file is rewritten in order.
/// </summary>
internal sealed class RecordedFile : IDisposable
{
    /// <summary>The latest reserved block. Space left in older ones is not used.</summary>
    private const int MaxRooms = 16;

    /// <summary>
    /// Limit on the secrets remembered as written, so that each is written once. Those of one connection are found close together.
    /// </summary>
    private const int MaxRemembered = 10_000;

    /// <summary>Bytes that a rewritten file must leave free on the disk.</summary>
    private const long MinFree = 64 << 20;

    private readonly Stream _file;
    private readonly OutputRule _rule;
    private readonly PcapNgWriter _writer;
    private readonly int _roomSize;
    private readonly List<(long Time, ReservedSecretsBlock Room)> _rooms = [];
    private readonly Dictionary<(string Name, LinkType Type, int Digits), int> _interfaces = [];
    private readonly HashSet<string> _written = [];
    private bool _isOutOfOrder;

    /// <summary>Starts the file.</summary>
    /// <param name="path">Path for messages and for rewriting.</param>
    /// <param name="file">Owned. A pipe is written in order of arrival.</param>
    /// <param name="rule">What may be written to.</param>
    /// <param name="start">The first packet's time.</param>
    /// <param name="roomSize">Bytes to reserve for secrets in front; 0 for none.</param>
    public RecordedFile(string path, Stream file, OutputRule rule, CaptureTime start, int roomSize)
    {
        (Place, _file, _rule, Start) = (new RecordedPlace(path), file, rule, start.Nanoseconds);
        if (file is FileStream { CanSeek: true } regular) Place.Take(regular.SafeFileHandle);
        _writer = new PcapNgWriter(file);
        _roomSize = file is FileStream { CanSeek: true } ? roomSize : 0;
        ReserveSecretsBlock(long.MinValue);
    }

    /// <summary>Its place in the file system.</summary>
    public RecordedPlace Place { get; }

    /// <summary>The first packet's time.</summary>
    public long Start { get; }

    /// <summary>The latest time of the packets so far.</summary>
    public long Latest { get; private set; } = long.MinValue;

    /// <summary>Bytes so far.</summary>
    public long Length => _writer.Length;

    /// <summary>Whether it contains a packet.</summary>
    public bool HasPackets => _interfaces.Count > 0;

    public void WritePacket(in HeldPacket packet)
    {
        if (_rooms.Count > 0 && _rooms[^1].Room.IsScarce) ReserveSecretsBlock(Latest);
        // A capture on standard input may have packets of several link types and resolutions.
        (string, LinkType, int) key = (packet.Interface, packet.LinkType, packet.Time.FractionDigits);
        if (!_interfaces.TryGetValue(key, out int id))
            _interfaces.Add(key, id = _writer.AddInterface(packet.LinkType, 0, packet.Interface, packet.Time.FractionDigits));
        _writer.WritePacket(id, packet.Time, packet.Data.AsSpan(0, packet.Length), packet.OriginalLength);
        Latest = Math.Max(Latest, packet.Time.Nanoseconds);
    }

    /// <summary>Writes a line of a key log, unless it is there already.</summary>
    /// <param name="line">The line, with its line end.</param>
    /// <param name="hello">When its ClientHello was captured.</param>
    public void WriteSecret(string line, long hello)
    {
        if (!_written.Add(line)) return;
        if (_written.Count > MaxRemembered) _written.Clear();
        bool isLate = hello <= Latest;
        for (int i = _rooms.Count - 1; isLate && i >= 0; i--)
        {
            if (_rooms[i].Time < hello && _rooms[i].Room.TryWrite(line)) return;
        }

        _writer.WriteSecrets(CapturedItem.TlsKeyLog, Encoding.ASCII.GetBytes(line));
        _isOutOfOrder |= isLate;
    }

    public void WriteStatistics(IReadOnlyList<LiveStatistics> statistics, long time)
    {
        foreach (LiveStatistics of in statistics)
        {
            foreach (((string name, LinkType type, _), int id) in _interfaces)
                if (name == of.Name && type == of.LinkType) _writer.WriteStatistics(id, new CaptureTime(time), of.Packets, of.Dropped);
        }
    }

    public void Flush() => _file.Flush();

    /// <summary>Finishes the file: moves secrets in front of the packets that they decrypt.</summary>
    /// <returns>A sentence about what went wrong; <c>null</c> if nothing did. After a failure the file is unchanged.</returns>
    public string? Finish()
    {
        _file.Flush();
        if (!_isOutOfOrder || _file is not FileStream { CanSeek: true } file || !Place.IsOurs) return null;
        try
        {
            if (new DriveInfo(Path.GetFullPath(Place.Path)).AvailableFreeSpace < file.Length + MinFree)
                throw new IOException("not enough space on the disk to rewrite it");
            // This program created it, so it may be replaced.
            using PendingFile inOrder = new(Place.Path, _rule.Replacing());
            SecretsFirst.Write(file, inOrder);
            if (!Place.IsOurs) return null;
            inOrder.Commit();
            Place.Take();
            return null;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or UsageException)
        {
            return $"{Place.Path}: late secrets are stored behind the packets that they decrypt ({e.Message}); " +
                $"'tlsdissect export secrets {Place.Path} -o FILE' puts them in front";
        }
    }

    public void Dispose() => _file.Dispose();

    private void ReserveSecretsBlock(long time)
    {
        if (_roomSize == 0) return;
        if (_rooms.Count == MaxRooms) _rooms.RemoveAt(0);
        _rooms.Add((time, new ReservedSecretsBlock(_writer, (FileStream)_file, _roomSize)));
    }
}
