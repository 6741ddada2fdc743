using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>TLS 1.2 with RSA key exchange and extended master secret: what the server's private key opens.</summary>
internal sealed class RsaSession(TcpPair tcp, ServerIdentity server, ushort suite, Random random, long responseBytes)
    : Session(tcp, server, random, responseBytes)
{
    private readonly RecordProtection _protection = new(ProtocolVersion.Tls12, CipherSuite.Find((CipherSuiteId)suite)!);
    private readonly List<byte> _transcript = [];
    private readonly RecordSealer?[] _sealers = new RecordSealer?[2];

    protected override IEnumerable<bool> Handshake()
    {
        byte[] clientRandom = RandomBytes(32), serverRandom = RandomBytes(32), sessionId = RandomBytes(32);
        SendPlain(Side.Client, ContentType.Handshake, Said(Hellos.OpenSsl(Server.Name, clientRandom, [], suite, tls13: false, [])), 0x0301);
        yield return true;

        SendPlain(Side.Server, ContentType.Handshake,
            Said(Hellos.Server(serverRandom, sessionId, suite, extendedMasterSecret: true, null)));
        SendPlain(Side.Server, ContentType.Handshake, Said(Hellos.Certificate(Server.Chain, tls13: false)));
        SendPlain(Side.Server, ContentType.Handshake, Said(MessageWriter.Message(HandshakeType.ServerHelloDone, _ => { })));
        yield return true;

        byte[] premaster = RandomBytes(48);
        (premaster[0], premaster[1]) = (3, 3);
        byte[] encrypted = Server.Key!.Encrypt(premaster, RSAEncryptionPadding.Pkcs1);
        SendPlain(Side.Client, ContentType.Handshake,
            Said(MessageWriter.Message(HandshakeType.ClientKeyExchange, exchange => exchange.Vector(2, encrypted))));
        byte[] master = MasterSecret.DeriveExtended(_protection, premaster, _transcript.ToArray());
        DirectionKeys[] keys = KeyBlock.Derive(_protection, master, clientRandom, serverRandom);
        foreach (Side side in (Side[])[Side.Client, Side.Server])
        {
            _sealers[(int)side] = new RecordSealer(_protection, keys[(int)side]);
            SendPlain(side, ContentType.ChangeCipherSpec, [1]);
            byte[] verifyData =
                FinishedVerifyData.Compute(ProtocolVersion.Tls12, _protection.CipherSuite, master, (Sender)side, _transcript.ToArray());
            Seal(side, ContentType.Handshake, Said(MessageWriter.Message(HandshakeType.Finished, finished => finished.Bytes(verifyData))));
            yield return true;
        }
    }

    protected override void SendData(Side side, ReadOnlySpan<byte> data) => Seal(side, ContentType.ApplicationData, data);

    protected override void SendAlert(Side side, ReadOnlySpan<byte> alert) => Seal(side, ContentType.Alert, alert);

    protected override void Dispose()
    {
        foreach (RecordSealer? sealer in _sealers) sealer?.Dispose();
    }

    private void Seal(Side side, ContentType type, ReadOnlySpan<byte> content) => Tcp.Send(side, _sealers[(int)side]!.Seal(type, content));

    private byte[] Said(byte[] message)
    {
        _transcript.AddRange(message);
        return message;
    }
}
