using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// One connection of DTLS 1.2 with AES-128-GCM and its master secret in a key log: a handshake, then records of the server, each in a
/// datagram of its own.
/// </summary>
internal sealed class DtlsSession(CaptureWriter capture, Endpoints client, ServerIdentity server, TextWriter keyLog, Random random)
    : IDisposable
{
    private const int Header = 13;
    private const int ExplicitNonce = 8;
    private const int Tag = 16;
    private const ushort Version = 0xFEFD;
    private const ushort SuiteId = 0x009C;

    private readonly List<byte> _transcript = [];
    private readonly byte[] _record = new byte[2048];
    private readonly AesGcm?[] _gcm = new AesGcm?[2];
    private readonly byte[][] _ivs = [[], []];
    private readonly ulong[] _sequence = new ulong[2];
    private readonly byte[] _messages = new byte[2];

    /// <summary>Writes the whole connection.</summary>
    public void Write(long responseBytes)
    {
        Handshake();
        byte[] data = Bytes(capture.SegmentSize - Header - ExplicitNonce - Tag);
        for (long left = responseBytes; left > 0; left -= data.Length)
        {
            Seal(Side.Server, ContentType.ApplicationData, data.AsSpan(0, (int)Math.Min(data.Length, left)));
            if (left / data.Length % 10 == 9) Seal(Side.Client, ContentType.ApplicationData, "more"u8);
        }

        Seal(Side.Client, ContentType.Alert, [1, 0]);
        Seal(Side.Server, ContentType.Alert, [1, 0]);
    }

    public void Dispose()
    {
        foreach (AesGcm? gcm in _gcm) gcm?.Dispose();
    }

    private void Handshake()
    {
        byte[] clientRandom = Bytes(32), serverRandom = Bytes(32), master = Bytes(48);
        keyLog.WriteLine($"CLIENT_RANDOM {Convert.ToHexStringLower(clientRandom)} {Convert.ToHexStringLower(master)}");
        SendPlain(Side.Client, ContentType.Handshake, Said(Side.Client, MessageWriter.Message(HandshakeType.ClientHello, hello => hello
            .UInt16(Version).Bytes(clientRandom).Vector(1, []).Vector(1, []).UInt16List(2, SuiteId).Vector(1, [0]))));
        SendPlain(Side.Server, ContentType.Handshake, Said(Side.Server, MessageWriter.Message(HandshakeType.ServerHello, hello => hello
            .UInt16(Version).Bytes(serverRandom).Vector(1, []).UInt16(SuiteId).UInt8(0))));
        SendPlain(Side.Server, ContentType.Handshake, Said(Side.Server, Hellos.Certificate(server.Chain, tls13: false)));
        SendPlain(Side.Server, ContentType.Handshake,
            Said(Side.Server, MessageWriter.Message(HandshakeType.ServerHelloDone, _ => { })));
        SendPlain(Side.Client, ContentType.Handshake, Said(Side.Client,
            MessageWriter.Message(HandshakeType.ClientKeyExchange, exchange => exchange.Vector(2, Bytes(256)))));

        CipherSuite suite = CipherSuite.Find((CipherSuiteId)SuiteId)!;
        DirectionKeys[] keys = KeyBlock.Derive(new RecordProtection(ProtocolVersion.Tls12, suite), master, clientRandom, serverRandom);
        foreach (Side side in (Side[])[Side.Client, Side.Server])
        {
            SendPlain(side, ContentType.ChangeCipherSpec, [1]);
            (_gcm[(int)side], _ivs[(int)side]) = (new AesGcm(keys[(int)side].Key, Tag), keys[(int)side].Iv);
            _sequence[(int)side] = 1UL << 48;
            byte[] verifyData = FinishedVerifyData.Compute(ProtocolVersion.Tls12, suite, master, (Sender)side, _transcript.ToArray());
            Seal(side, ContentType.Handshake,
                Said(side, MessageWriter.Message(HandshakeType.Finished, finished => finished.Bytes(verifyData))));
        }
    }

    private void SendPlain(Side side, ContentType type, ReadOnlySpan<byte> fragment)
    {
        WriteHeader(side, type, fragment.Length);
        fragment.CopyTo(_record.AsSpan(Header));
        Send(side, fragment.Length);
    }

    private void Seal(Side side, ContentType type, ReadOnlySpan<byte> content)
    {
        Span<byte> nonce = stackalloc byte[12];
        _ivs[(int)side].CopyTo(nonce);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], _sequence[(int)side]);
        Span<byte> additional = stackalloc byte[Header];
        BinaryPrimitives.WriteUInt64BigEndian(additional, _sequence[(int)side]);
        additional[8] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(additional[9..], Version);
        BinaryPrimitives.WriteUInt16BigEndian(additional[11..], (ushort)content.Length);

        int length = ExplicitNonce + content.Length + Tag;
        WriteHeader(side, type, length);
        Span<byte> body = _record.AsSpan(Header, length);
        nonce[4..].CopyTo(body);
        _gcm[(int)side]!.Encrypt(nonce, content, body.Slice(ExplicitNonce, content.Length), body[^Tag..], additional);
        Send(side, length);
    }

    private void WriteHeader(Side side, ContentType type, int length)
    {
        _record[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(_record.AsSpan(1), Version);
        BinaryPrimitives.WriteUInt64BigEndian(_record.AsSpan(3), _sequence[(int)side]++);
        BinaryPrimitives.WriteUInt16BigEndian(_record.AsSpan(11), (ushort)length);
    }

    private void Send(Side side, int length) =>
        capture.WriteDatagram(side == Side.Client ? client : client.Reversed, _record.AsSpan(0, Header + length));

    /// <summary>The message in one fragment, as it is hashed too.</summary>
    private byte[] Said(Side side, byte[] message)
    {
        byte[] fragment = [.. message[..4], 0, _messages[(int)side]++, 0, 0, 0, .. message[1..4], .. message[4..]];
        _transcript.AddRange(fragment);
        return fragment;
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
