using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>TLS 1.3 with its traffic secrets in a key log. They are random, not agreed on: a passive listener cannot tell.</summary>
internal sealed class Tls13Session(TcpPair tcp, ServerIdentity server, TextWriter keyLog, Random random, long responseBytes)
    : Session(tcp, server, random, responseBytes)
{
    private const ushort Suite = 0x1301;

    private readonly RecordProtection _protection = new(ProtocolVersion.Tls13, CipherSuite.Find((CipherSuiteId)Suite)!);
    private readonly List<byte> _transcript = [];
    private readonly RecordSealer?[] _sealers = new RecordSealer?[2];
    private byte[] _clientRandom = [];

    protected override IEnumerable<bool> Handshake()
    {
        _clientRandom = RandomBytes(32);
        byte[] sessionId = RandomBytes(32);
        SendPlain(Side.Client, ContentType.Handshake,
            Said(Hellos.OpenSsl(Server.Name, _clientRandom, sessionId, Suite, tls13: true, RandomBytes(32))), 0x0301);
        SendPlain(Side.Server, ContentType.Handshake,
            Said(Hellos.Server(RandomBytes(32), sessionId, Suite, extendedMasterSecret: false, RandomBytes(32))));
        SendPlain(Side.Server, ContentType.ChangeCipherSpec, [1]);
        yield return true;

        byte[] serverSecret = Protect(Side.Server, "SERVER_HANDSHAKE_TRAFFIC_SECRET");
        byte[] clientSecret = Protect(Side.Client, "CLIENT_HANDSHAKE_TRAFFIC_SECRET");
        SealMessage(Side.Server, HandshakeType.EncryptedExtensions, message => message.Vector(2, default(ReadOnlySpan<byte>)));
        Seal(Side.Server, ContentType.Handshake, Said(Hellos.Certificate(Server.Chain, tls13: true)));
        SealMessage(Side.Server, HandshakeType.CertificateVerify, message => message.UInt16(0x0804).Vector(2, RandomBytes(256)));
        SealFinished(Side.Server, serverSecret);
        _sealers[1]!.Dispose();
        Protect(Side.Server, "SERVER_TRAFFIC_SECRET_0");
        yield return true;

        SendPlain(Side.Client, ContentType.ChangeCipherSpec, [1]);
        SealFinished(Side.Client, clientSecret);
        _sealers[0]!.Dispose();
        Protect(Side.Client, "CLIENT_TRAFFIC_SECRET_0");
        yield return true;
    }

    protected override void SendData(Side side, ReadOnlySpan<byte> data) => Seal(side, ContentType.ApplicationData, data);

    protected override void SendAlert(Side side, ReadOnlySpan<byte> alert) => Seal(side, ContentType.Alert, alert);

    protected override void Dispose()
    {
        foreach (RecordSealer? sealer in _sealers) sealer?.Dispose();
    }

    private byte[] Protect(Side side, string label)
    {
        byte[] secret = RandomBytes(SHA256.HashSizeInBytes);
        keyLog.WriteLine($"{label} {Convert.ToHexStringLower(_clientRandom)} {Convert.ToHexStringLower(secret)}");
        _sealers[(int)side] =
            new RecordSealer(_protection, Tls13KeySchedule.TryDeriveKeys(ProtocolVersion.Tls13, _protection.CipherSuite, secret)!);
        return secret;
    }

    private void SealFinished(Side side, byte[] secret)
    {
        byte[] hash = Tls13KeySchedule.Hash(_protection.CipherSuite, _transcript.ToArray());
        byte[] verifyData = Tls13KeySchedule.TryFinishedVerifyData(ProtocolVersion.Tls13, _protection.CipherSuite.Hash, secret, hash)!;
        SealMessage(side, HandshakeType.Finished, message => message.Bytes(verifyData));
    }

    private void SealMessage(Side side, HandshakeType type, Action<MessageWriter> body) =>
        Seal(side, ContentType.Handshake, Said(MessageWriter.Message(type, body)));

    private void Seal(Side side, ContentType type, ReadOnlySpan<byte> content) => Tcp.Send(side, _sealers[(int)side]!.Seal(type, content));

    private byte[] Said(byte[] message)
    {
        _transcript.AddRange(message);
        return message;
    }
}
