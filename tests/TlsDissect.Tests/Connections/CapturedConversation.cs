using System.Buffers.Binary;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// The first, or another, TCP connection of a recorded capture as bytes in turns, so that tests can cut it into other segments and leave
/// some out. Reads classic pcap with Ethernet and IPv4; repeated and reordered segments are put right.
/// </summary>
internal sealed class CapturedConversation
{
    private readonly List<(int Side, byte[] Data)> _turns = [];

    private CapturedConversation(string folder) => Folder = folder;

    public string Folder { get; }

    public KeyRing Keys { get; private init; } = KeyRing.Empty;

    /// <summary>Who speaks and what, in order.</summary>
    public IReadOnlyList<(int Side, byte[] Data)> Turns => _turns;

    /// <param name="name">The case.</param>
    /// <param name="number">Which of its connections, counted from 0.</param>
    public static CapturedConversation Load(string name, int number = 0)
    {
        string folder = Repository.CaseFolder(name);
        CapturedConversation conversation = new(folder) { Keys = LoadKeys(folder) };
        conversation.Read(File.ReadAllBytes(Path.Combine(folder, "capture.pcap")), number);
        return conversation;
    }

    /// <summary>One direction's bytes.</summary>
    public byte[] Stream(int side) => [.. _turns.Where(turn => turn.Side == side).SelectMany(turn => turn.Data)];

    /// <summary>A copy with bytes after a turn that were never sent.</summary>
    /// <param name="turn">Index of the turn.</param>
    /// <param name="side">The direction of the bytes.</param>
    /// <param name="bytes">The bytes.</param>
    public CapturedConversation With(int turn, int side, byte[] bytes)
    {
        CapturedConversation changed = new(Folder) { Keys = Keys };
        changed._turns.AddRange(_turns);
        changed._turns.Insert(turn + 1, (side, bytes));
        return changed;
    }

    /// <summary>The same with other turns.</summary>
    public CapturedConversation Only(IEnumerable<(int Side, byte[] Data)> turns)
    {
        CapturedConversation changed = new(Folder) { Keys = Keys };
        changed._turns.AddRange(turns);
        return changed;
    }

    /// <summary>The same as if the other side had opened the TCP connection, as a server of FTP does for active mode.</summary>
    public CapturedConversation WithSidesExchanged()
    {
        CapturedConversation changed = new(Folder) { Keys = Keys };
        changed._turns.AddRange(_turns.Select(turn => (1 - turn.Side, turn.Data)));
        return changed;
    }

    /// <summary>The same with one side's direction wholly before the other's.</summary>
    public CapturedConversation OneSideFirst(int side)
    {
        CapturedConversation changed = new(Folder) { Keys = Keys };
        changed._turns.AddRange(_turns.OrderBy(turn => turn.Side == side ? 0 : 1));
        return changed;
    }

    /// <summary>A copy with a turn for each record.</summary>
    public CapturedConversation ByRecords()
    {
        CapturedConversation changed = new(Folder) { Keys = Keys };
        byte[][] rest = [[], []];
        foreach ((int side, byte[] data) in _turns)
        {
            rest[side] = [.. rest[side], .. data];
            foreach ((int start, int end, _) in Records(rest[side]).Where(record => record.End <= rest[side].Length).ToArray())
                changed._turns.Add((side, rest[side][start..end]));
            int taken = Records(rest[side]).Where(record => record.End <= rest[side].Length).Select(record => record.End).LastOrDefault();
            rest[side] = rest[side][taken..];
        }

        for (int side = 0; side < 2; side++)
        {
            if (rest[side].Length > 0) changed._turns.Add((side, rest[side]));
        }

        return changed;
    }

    /// <summary>The same bytes in segments of at most <paramref name="size"/>.</summary>
    public List<Segment> Segments(int size)
    {
        List<Segment> segments = [];
        int[] offsets = new int[2];
        foreach ((int side, byte[] data) in _turns)
        {
            for (int at = 0; at < data.Length; at += size)
            {
                byte[] payload = data[at..Math.Min(data.Length, at + size)];
                segments.Add(new Segment(side, offsets[side], offsets[1 - side], payload));
                offsets[side] += payload.Length;
            }
        }

        // Both have everything: what is missing at the end was lost too.
        segments.Add(new Segment(0, offsets[0], offsets[1], []));
        segments.Add(new Segment(1, offsets[1], offsets[0], []));
        return segments;
    }

    /// <summary>Where a direction's records stand.</summary>
    public static List<(int Start, int End, RecordHeader Header)> Records(ReadOnlySpan<byte> stream)
    {
        List<(int, int, RecordHeader)> records = [];
        for (int at = 0; at + RecordHeader.Size <= stream.Length;)
        {
            RecordHeader header =
                new((ContentType)stream[at], (ProtocolVersion)BinaryPrimitives.ReadUInt16BigEndian(stream[(at + 1)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(stream[(at + 3)..]));
            int end = at + RecordHeader.Size + header.Length;
            records.Add((at, end, header));
            at = end;
        }

        return records;
    }

    /// <summary>The arguments of <c>tlsdissect read</c> for this capture.</summary>
    public static KeyRing LoadKeys(string folder)
    {
        List<ServerKey> serverKeys = [];
        List<PreSharedKey> preShared = [];
        KeyLog log = new();
        string[] arguments = File.ReadAllLines(Path.Combine(folder, "args"));
        for (int i = 0; i + 1 < arguments.Length; i++)
        {
            string path = Path.Combine(folder, arguments[i + 1]);
            if (arguments[i] == "--key") serverKeys.Add(RsaKeyFile.Load(path, null));
            else if (arguments[i] == "--keylog") log.Load(path);
            else if (arguments[i] == "--psk" && PreSharedKey.TryParse(arguments[i + 1], out PreSharedKey? key)) preShared.Add(key!);
        }

        return new KeyRing(serverKeys, log, preShared);
    }

    private void Read(byte[] file, int number)
    {
        int clientPort = -1;
        HashSet<int> before = [];
        uint[] next = new uint[2];
        Dictionary<uint, byte[]>[] early = [[], []];
        for (int at = 24; at + 16 <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
            ReadOnlySpan<byte> ip = file.AsSpan(at + 16 + 14, length - 14);
            at += 16 + length;
            ip = ip[..BinaryPrimitives.ReadUInt16BigEndian(ip[2..])];
            ReadOnlySpan<byte> tcp = ip[((ip[0] & 15) * 4)..];
            int source = BinaryPrimitives.ReadUInt16BigEndian(tcp);
            int destination = BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]);
            if (clientPort < 0 && (before.Contains(source) || before.Contains(destination))) continue;
            if (clientPort < 0 && before.Count < number)
            {
                before.Add(source);
                continue;
            }

            if (clientPort < 0) clientPort = source;
            if (source != clientPort && destination != clientPort) continue;

            int side = source == clientPort ? 0 : 1;
            uint sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
            if ((tcp[13] & (byte)TcpFlags.Syn) != 0) next[side] = sequence + 1;
            ReadOnlySpan<byte> payload = tcp[((tcp[12] >> 4) * 4)..];
            if (!payload.IsEmpty) early[side].TryAdd(sequence, payload.ToArray());
            while (early[side].Remove(next[side], out byte[]? data))
            {
                Add(side, data);
                next[side] += (uint)data.Length;
            }
        }
    }

    private void Add(int side, byte[] data)
    {
        if (_turns.Count > 0 && _turns[^1].Side == side) _turns[^1] = (side, [.. _turns[^1].Data, .. data]);
        else _turns.Add((side, data));
    }
}

/// <summary>One segment of a made connection.</summary>
/// <param name="Side">0 the client.</param>
/// <param name="Offset">Of its first byte in the direction.</param>
/// <param name="Acknowledged">Bytes of the other direction that its sender has.</param>
/// <param name="Payload">Its bytes.</param>
internal sealed record Segment(int Side, int Offset, int Acknowledged, byte[] Payload)
{
    public int End => Offset + Payload.Length;
}
