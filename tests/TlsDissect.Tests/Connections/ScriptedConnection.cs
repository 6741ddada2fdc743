using Org.BouncyCastle.Utilities.Zlib;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// A connection of up to TLS 1.2 under any protection, record by record, with its key log: for suites that no stack supports any more.
/// </summary>
internal sealed class ScriptedConnection
{
    private const string Hello = "Hello, this is the first record of some length. ";

    private readonly byte[] _clientRandom = Bytes(32, 1);
    private readonly byte[] _serverRandom = Bytes(32, 2);
    private readonly byte[] _master = Bytes(48, 3);
    private readonly RecordProtection _protection;
    private readonly RecordSealer[] _sealers;
    private readonly ZStream[] _deflates = [new(), new()];

    private ScriptedConnection(RecordProtection protection)
    {
        _protection = protection;
        DirectionKeys[] keys = KeyBlock.Derive(_protection, _master, _clientRandom, _serverRandom);
        _sealers = [new(_protection, keys[0]), new(_protection, keys[1])];
        foreach (ZStream deflate in _deflates) deflate.deflateInit(JZlib.Z_DEFAULT_COMPRESSION);
    }

    /// <summary>Whose record and its bytes, header included, in order.</summary>
    public List<(int Side, byte[] Bytes)> Records { get; } = [];

    public KeyRing Keys { get; private set; } = KeyRing.Empty;

    /// <param name="protection">The protection of the records.</param>
    /// <param name="said">The protection that the ServerHello names, if it differs.</param>
    public static ScriptedConnection Of(RecordProtection protection, RecordProtection? said = null)
    {
        ScriptedConnection made = HandshakeOf(protection, said);
        made.AddData();
        return made;
    }

    /// <summary>The same without data: it ends with both Finished, whose verify_data is wrong.</summary>
    public static ScriptedConnection HandshakeOf(RecordProtection protection, RecordProtection? said = null)
    {
        ScriptedConnection made = new(protection);
        made.Make(said ?? protection);
        return made;
    }

    /// <summary>Each record a segment.</summary>
    public static List<Segment> Segments(IEnumerable<(int Side, byte[] Bytes)> records)
    {
        List<Segment> segments = [];
        int[] offsets = new int[2];
        foreach ((int side, byte[] bytes) in records)
        {
            segments.Add(new Segment(side, offsets[side], offsets[1 - side], bytes));
            offsets[side] += bytes.Length;
        }

        return segments;
    }

    /// <summary>One more protected record.</summary>
    public void Add(int side, ContentType type, byte[] content)
    {
        SealedRecord record = _sealers[side].Seal(type, _protection.CompressionMethod == 0 ? content : Compressed(side, content));
        Records.Add((side, [(byte)type, .. Version(), .. U16(record.Fragment.Length), .. record.Fragment]));
    }

    private void Make(RecordProtection said)
    {
        KeyLog log = new();
        log.Add(System.Text.Encoding.ASCII.GetBytes(KeyLogLine.Format(KeyLogLabel.ClientRandom, _clientRandom, _master, 0) + "\n"), "made",
            fromSecretsBlock: false);
        Keys = new KeyRing([], log);

        AddPlain(0, ContentType.Handshake,
            Message(1, [.. Version(), .. _clientRandom, 0, 0, 2, .. Suite(_protection), .. Methods(), .. Extensions(_protection)]));
        AddPlain(1, ContentType.Handshake,
            [.. Message(2, [.. Version(), .. _serverRandom, 0, .. Suite(said), said.CompressionMethod, .. Extensions(said)]),
                .. Message(14, [])]);
        AddPlain(0, ContentType.Handshake, Message(16, [0, 4, 1, 2, 3, 4]));
        for (int side = 0; side < 2; side++)
        {
            AddPlain(side, ContentType.ChangeCipherSpec, [1]);
            Add(side, ContentType.Handshake, Message(20, Bytes(_protection.Version == ProtocolVersion.Ssl30 ? 36 : 12, 4 + side)));
        }
    }

    private void AddData()
    {
        // Against BEAST, stacks send empty records and records of one byte.
        for (int i = 0; i < 6; i++)
        {
            foreach (int length in (int[])[0, 40 + i, 1, 200])
                Add(i % 2, ContentType.ApplicationData,
                    [.. Enumerable.Range(0, length).Select(at => (byte)(Hello[at % Hello.Length] + i))]);
        }

        for (int side = 0; side < 2; side++) Add(side, ContentType.Alert, [1, 0]);
    }

    private void AddPlain(int side, ContentType type, byte[] fragment) =>
        Records.Add((side, [(byte)type, .. Version(), .. U16(fragment.Length), .. fragment]));

    private byte[] Compressed(int side, byte[] content)
    {
        byte[] output = new byte[content.Length + 1000];
        ZStream deflate = _deflates[side];
        (deflate.next_in, deflate.next_in_index, deflate.avail_in) = (content, 0, content.Length);
        (deflate.next_out, deflate.next_out_index, deflate.avail_out) = (output, 0, output.Length);
        deflate.deflate(JZlib.Z_SYNC_FLUSH);
        return output[..deflate.next_out_index];
    }

    private byte[] Methods() => _protection.CompressionMethod == 0 ? [1, 0] : [2, _protection.CompressionMethod, 0];

    private byte[] Version() => U16((int)_protection.Version);

    private static byte[] Suite(RecordProtection protection) => U16((int)protection.CipherSuite.Id);

    private static byte[] Extensions(RecordProtection protection)
    {
        byte[] list = [.. protection.EncryptThenMac ? (byte[])[0, 22, 0, 0] : [], .. protection.TruncatedHmac ? (byte[])[0, 4, 0, 0] : []];
        return [.. U16(list.Length), .. list];
    }

    /// <summary>A handshake message.</summary>
    public static byte[] Message(byte type, byte[] body) => [type, 0, .. U16(body.Length), .. body];

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
