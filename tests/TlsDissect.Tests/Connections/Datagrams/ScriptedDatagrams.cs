using System.Text;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>How <see cref="ScriptedDatagrams"/> speak DTLS.</summary>
internal sealed record DatagramScript
{
    /// <summary>DTLS 1.0, or its draft.</summary>
    public ProtocolVersion Version { get; init; } = ProtocolVersion.Dtls10;

    /// <summary>Whether the draft is that of OpenSSL before 0.9.8f: Finished covers the first hello, and a MAC no epoch.</summary>
    public bool IsBeforeEpochs { get; init; }

    /// <summary>Whether the second hello has a random of its own.</summary>
    public bool HasOtherRandom { get; init; } = true;

    /// <summary>The cookies of the HelloVerifyRequests, one after the other.</summary>
    public IReadOnlyList<byte[]> Cookies { get; init; } = [[7, 7, 7]];

    /// <summary>Distinguishes its randoms from those of another script.</summary>
    public int Seed { get; init; } = 10;

    /// <summary>The server name of each hello; empty for hellos without one.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Encrypts the premaster secret; <c>null</c> for a client_key_exchange that stays encrypted.</summary>
    public Func<byte[], byte[]>? Encrypt { get; init; }

    public bool IsDraft => Version == ProtocolVersions.DraftDtls10;
}

/// <summary>
/// A connection of DTLS 1.0 or its draft, written from their texts and OpenSSL's messages: with clients that no stack here still has.
/// </summary>
internal sealed class ScriptedDatagrams
{
    private static readonly CipherSuite Suite = CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA)!;
    private static readonly IpEndpoint[] Ends =
        [new(IpAddress.FromV4([192, 0, 2, 1]), 50000), new(IpAddress.FromV4([192, 0, 2, 2]), 4433)];

    private readonly DatagramScript _script;
    private readonly byte[] _serverRandom = Bytes(32, 2);
    private readonly byte[] _premaster = Bytes(48, 4);
    private readonly List<byte> _covered = [];
    private readonly int[] _sequences = new int[2];
    private readonly ulong[] _numbers = new ulong[2];
    private readonly List<SentDatagram> _sent = [];
    private RecordSealer[] _sealers = [];
    private byte[] _master = [];

    private ScriptedDatagrams(DatagramScript script) => _script = script;

    public IReadOnlyList<SentDatagram> Sent => _sent;

    /// <summary>The key log, by the random of the hello that the server goes on with.</summary>
    public KeyRing Keys { get; private set; } = KeyRing.Empty;

    /// <summary>The lines of the key log.</summary>
    public byte[] KeyLog { get; private set; } = [];

    public byte[] Random { get; private set; } = [];

    /// <summary>What both sides send, record by record.</summary>
    public static IReadOnlyList<string> Data { get; } = ["first of the client", "first of the server", "last of the client"];

    /// <summary>The text of a record that was read, which is in hex.</summary>
    public static string TextOf(string plaintext) => Encoding.ASCII.GetString(Convert.FromHexString(plaintext));

    public static ScriptedDatagrams Of(DatagramScript script)
    {
        ScriptedDatagrams made = new(script);
        made.Make();
        return made;
    }

    /// <summary>A ClientHello as a datagram of this connection.</summary>
    public SentDatagram HelloOf(int sequence, byte[] random, byte[] cookie, ulong number = 40) =>
        Datagram(0, Record(ContentType.Handshake, number, Fragment(HandshakeType.ClientHello, sequence, Hello(random, cookie))));

    /// <summary>A HelloVerifyRequest as a datagram of this connection.</summary>
    public SentDatagram RequestOf(int sequence, byte[] cookie, ulong number = 50) =>
        Datagram(1, Record(ContentType.Handshake, number, Fragment(HandshakeType.HelloVerifyRequest, sequence, Request(cookie))));

    private byte[] Request(byte[] cookie) => [.. Version(), (byte)cookie.Length, .. cookie];

    private void Make()
    {
        Random = Bytes(32, _script.Seed);
        Say(0, Handshake(0, HandshakeType.ClientHello, Hello(Random, [])));
        for (int i = 0; i < _script.Cookies.Count; i++)
        {
            byte[] cookie = _script.Cookies[i];
            Say(1, Handshake(1, HandshakeType.HelloVerifyRequest, Request(cookie)));
            if (!_script.IsBeforeEpochs) _covered.Clear();
            if (_script.HasOtherRandom) Random = Bytes(32, _script.Seed + 1 + i);
            Say(0, Handshake(0, HandshakeType.ClientHello, Hello(Random, cookie, i + 1)));
        }

        Say(1, Handshake(1, HandshakeType.ServerHello, [.. Version(), .. _serverRandom, 0, .. U16((int)Suite.Id), 0]),
            Handshake(1, HandshakeType.ServerHelloDone, []));
        MakeKeys();
        byte[] exchange = _script.Encrypt?.Invoke(_premaster) ?? Bytes(128, 5);
        Say(0, Handshake(0, HandshakeType.ClientKeyExchange, _script.IsDraft ? exchange : [.. U16(exchange.Length), .. exchange]),
            KeyChange(0), Finished(0));
        Say(1, KeyChange(1), Finished(1));
        for (int i = 0; i < Data.Count; i++) Say(i % 2, Sealed(i % 2, ContentType.ApplicationData, Encoding.ASCII.GetBytes(Data[i])));
    }

    private void MakeKeys()
    {
        (_premaster[0], _premaster[1]) = (Version()[0], Version()[1]);
        RecordProtection protection = new(_script.Version, Suite);
        _master = MasterSecret.Derive(protection, _premaster, Random, _serverRandom);
        KeyLog = Encoding.ASCII.GetBytes(KeyLogLine.Format(KeyLogLabel.ClientRandom, Random, _master, 0) + "\n");
        KeyLog log = new();
        log.Add(KeyLog, "made", fromSecretsBlock: false);
        Keys = new KeyRing([], log);
        _sealers =
        [
            .. KeyBlock.Derive(protection, _master, Random, _serverRandom)
                .Select(keys => new RecordSealer(protection, keys) { Number = 1ul << 48, HidesEpoch = _script.IsBeforeEpochs }),
        ];
    }

    private byte[] Hello(byte[] random, byte[] cookie, int number = 0) =>
        [.. Version(), .. random, 0, (byte)cookie.Length, .. cookie, 0, 2, .. U16((int)Suite.Id), 1, 0, .. Extensions(number)];

    private byte[] Extensions(int number)
    {
        if (number >= _script.Names.Count) return [];
        byte[] name = Encoding.ASCII.GetBytes(_script.Names[number]);
        return [.. U16(name.Length + 9), 0, 0, .. U16(name.Length + 5), .. U16(name.Length + 3), 0, .. U16(name.Length), .. name];
    }

    private byte[] Handshake(int side, HandshakeType type, byte[] body) =>
        Record(ContentType.Handshake, _numbers[side]++, Covered(Fragment(type, _sequences[side]++, body), type));

    /// <summary>The draft numbers it like a handshake message.</summary>
    private byte[] KeyChange(int side) => Record(ContentType.ChangeCipherSpec, _numbers[side]++,
        _script.IsDraft ? [1, .. U16(_sequences[side]++)] : [1]);

    private byte[] Finished(int side)
    {
        byte[] data = FinishedVerifyData.Compute(_script.Version, Suite, _master, (Sender)side, _covered.ToArray());
        return Sealed(side, ContentType.Handshake,
            Covered(Fragment(HandshakeType.Finished, _sequences[side]++, data), HandshakeType.Finished));
    }

    private byte[] Sealed(int side, ContentType type, byte[] content)
    {
        SealedRecord sealedRecord = _sealers[side].Seal(type, content);
        return [.. sealedRecord.SentHeader, .. sealedRecord.Fragment];
    }

    /// <summary>The draft covers only bodies, and before 0.9.8f a HelloVerifyRequest too.</summary>
    private byte[] Covered(byte[] fragment, HandshakeType type)
    {
        const int HeaderSize = 12;
        if (type != HandshakeType.HelloVerifyRequest || _script.IsBeforeEpochs)
            _covered.AddRange(_script.IsDraft ? fragment[HeaderSize..] : fragment);
        return fragment;
    }

    private void Say(int side, params byte[][] records) => _sent.Add(Datagram(side, [.. records.SelectMany(record => record)]));

    private static SentDatagram Datagram(int side, byte[] payload) => new(Ends[side], Ends[1 - side], payload);

    private byte[] Record(ContentType type, ulong number, byte[] fragment) =>
        [(byte)type, .. Version(), 0, 0, 0, 0, 0, 0, 0, (byte)number, .. U16(fragment.Length), .. fragment];

    private static byte[] Fragment(HandshakeType type, int sequence, byte[] body) =>
        ForgedDatagrams.Fragment(type, body.Length, sequence, 0, body);

    private byte[] Version() => U16((int)_script.Version);

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
