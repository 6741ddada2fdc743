using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>A recorded conversation put into the frames of another protocol.</summary>
internal sealed class FramedConversation
{
    private static readonly byte[][] SessionIds = [[1, 2, 3, 4, 5, 6, 7, 8], [0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8]];

    private readonly Random _random = new(5);
    private readonly uint[] _packets = [0, 0];
    private readonly uint[] _authenticated = [0, 0];

    /// <summary>Who sends what, in order; a frame each.</summary>
    public List<(int Side, byte[] Bytes)> Frames { get; } = [];

    /// <summary>Bytes of HMAC in OpenVPN's control packets; 0 without tls-auth.</summary>
    public int Hmac { get; init; }

    /// <summary>OpenVPN's session ID of a side.</summary>
    public static byte[] SessionId(int side) => SessionIds[side];

    /// <summary>All frames in segments of at most this size.</summary>
    public List<Segment> Segments(int size)
    {
        List<(int, byte[])> pieces = [];
        foreach ((int side, byte[] bytes) in Joined()) pieces.AddRange(bytes.Chunk(size).Select(piece => (side, piece)));
        List<Segment> segments = ScriptedConnection.Segments(pieces);
        int[] ends =
            [.. new[] { 0, 1 }.Select(
                side => segments.Where(segment => segment.Side == side).Select(segment => segment.End).DefaultIfEmpty().Max())];
        segments.Add(new Segment(0, ends[0], ends[1], []));
        segments.Add(new Segment(1, ends[1], ends[0], []));
        return segments;
    }

    /// <summary>PRELOGIN from both, the handshake in packets, and records after it.</summary>
    public static FramedConversation Tds(CapturedConversation inner, int size)
    {
        FramedConversation framed = new();
        byte[] hello = [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 1];
        framed.AddTds(0, 0x12, hello, size);
        framed.AddTds(1, 4, hello, size);
        bool[] hasKeys = new bool[2], isOver = new bool[2];
        foreach ((int side, byte[] record) in inner.ByRecords().Turns)
        {
            if (isOver[side]) framed.Frames.Add((side, record));
            else framed.AddTds(side, 0x12, record, size);
            isOver[side] |= hasKeys[side];
            hasKeys[side] |= record[0] == (byte)ContentType.ChangeCipherSpec;
        }

        return framed;
    }

    /// <summary>A message in packets.</summary>
    public void AddTds(int side, byte type, byte[] data, int size)
    {
        byte[][] pieces = [.. data.Chunk(size - 8)];
        for (int i = 0; i < pieces.Length; i++)
            Frames.Add(
                (side, [type, (byte)(i == pieces.Length - 1 ? 1 : 0), .. U16(pieces[i].Length + 8), 0, 0, (byte)(i + 1), 0, .. pieces[i]]));
    }

    /// <summary>Connection request and confirm, then all of it in data TPDUs.</summary>
    public static FramedConversation Tpkt(IEnumerable<(int Side, byte[] Data)> turns, int size)
    {
        FramedConversation framed = new();
        framed.AddTpkt(0, [6, 0xE0, 0, 0, 0, 1, 0]);
        framed.AddTpkt(1, [6, 0xD0, 0, 1, 0, 2, 0]);
        foreach ((int side, byte[] data) in turns)
        {
            byte[][] pieces = [.. data.Chunk(size - 7)];
            for (int i = 0; i < pieces.Length; i++)
                framed.AddTpkt(side, [2, 0xF0, (byte)(i == pieces.Length - 1 ? 0x80 : 0), .. pieces[i]]);
        }

        return framed;
    }

    /// <summary>A TPDU.</summary>
    public void AddTpkt(int side, byte[] tpdu) => Frames.Add((side, [3, 0, .. U16(tpdu.Length + 4), .. tpdu]));

    /// <summary>Resets, then all of it in control packets, with acknowledgments and data packets between them.</summary>
    public static FramedConversation OpenVpn(IEnumerable<(int Side, byte[] Data)> turns, int size, int hmac)
    {
        FramedConversation framed = new() { Hmac = hmac };
        framed.AddControl(0, 7, key: 0, [], acknowledged: 0);
        framed.AddControl(1, 8, key: 0, [], acknowledged: 1);
        framed.AddControls(turns, size, key: 0);
        return framed;
    }

    /// <summary>TLS of one key.</summary>
    public void AddControls(IEnumerable<(int Side, byte[] Data)> turns, int size, int key)
    {
        int count = 0;
        foreach ((int side, byte[] data) in turns)
        {
            foreach (byte[] piece in data.Chunk(size))
            {
                AddControl(side, 4, key, piece, acknowledged: count++ % 9);
                AddControl(1 - side, 5, key, [], acknowledged: 1);
                AddData(1 - side, key, 40 + count);
            }
        }
    }

    /// <summary>A data packet with bytes that mean nothing.</summary>
    public void AddData(int side, int key, int length)
    {
        byte[] data = new byte[length];
        _random.NextBytes(data);
        Frames.Add((side, [.. U16(length + 1), (byte)(9 << 3 | key), .. data]));
    }

    /// <summary>A packet of the control channel.</summary>
    public void AddControl(int side, int opcode, int key, byte[] payload, int acknowledged)
    {
        if (opcode is not (4 or 5)) _packets[side] = 0;
        byte[] authentication = new byte[Hmac];
        _random.NextBytes(authentication);
        if (Hmac > 0) authentication = [.. authentication, .. U32(++_authenticated[side]), .. U32(1_800_000_000)];
        byte[] acks = [.. Enumerable.Range(0, acknowledged).SelectMany(number => U32((uint)number))];
        byte[] remote = acknowledged > 0 ? SessionIds[1 - side] : [];
        byte[] number = opcode == 5 ? [] : U32(_packets[side]++);
        byte[] packet = [(byte)(opcode << 3 | key), .. SessionIds[side], .. authentication, (byte)acknowledged, .. acks, .. remote,
            .. number, .. payload];
        Frames.Add((side, [.. U16(packet.Length), .. packet]));
    }

    private IEnumerable<(int Side, byte[] Bytes)> Joined()
    {
        for (int i = 0; i < Frames.Count;)
        {
            int side = Frames[i].Side;
            (int, byte[])[] run = [.. Frames.Skip(i).TakeWhile(frame => frame.Side == side)];
            yield return (side, [.. run.SelectMany(frame => frame.Item2)]);
            i += run.Length;
        }
    }

    private static byte[] U16(int number) => [(byte)(number >> 8), (byte)number];

    private static byte[] U32(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
