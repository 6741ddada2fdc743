using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// TLS 1.2 with ECDHE as a browser and a public server use it. Its keys do not exist: signatures and protected records are random bytes of
/// the right lengths.
/// </summary>
internal sealed class EcdheSession(TcpPair tcp, ServerIdentity server, Random random, long responseBytes)
    : Session(tcp, server, random, responseBytes)
{
    private const ushort Suite = 0xC02F;
    private const int Overhead = 24;

    protected override IEnumerable<bool> Handshake()
    {
        SendPlain(Side.Client, ContentType.Handshake, Hellos.Browser(Server.Name, RandomBytes(32), RandomBytes(32), RandomBytes(32)),
            0x0301);
        yield return true;

        SendPlain(Side.Server, ContentType.Handshake,
            Hellos.Server(RandomBytes(32), RandomBytes(32), Suite, extendedMasterSecret: true, null));
        SendPlain(Side.Server, ContentType.Handshake, Hellos.Certificate(Server.Chain, tls13: false));
        SendPlain(Side.Server, ContentType.Handshake, MessageWriter.Message(HandshakeType.ServerKeyExchange, exchange => exchange
            .UInt8(3).UInt16(29).Vector(1, RandomBytes(32)).UInt16(0x0804).Vector(2, RandomBytes(256))));
        SendPlain(Side.Server, ContentType.Handshake, MessageWriter.Message(HandshakeType.ServerHelloDone, _ => { }));
        yield return true;

        SendPlain(Side.Client, ContentType.Handshake,
            MessageWriter.Message(HandshakeType.ClientKeyExchange, exchange => exchange.Vector(1, RandomBytes(32))));
        foreach (Side side in (Side[])[Side.Client, Side.Server])
        {
            SendPlain(side, ContentType.ChangeCipherSpec, [1]);
            SendPlain(side, ContentType.Handshake, RandomBytes(16 + Overhead));
            yield return true;
        }
    }

    protected override void SendData(Side side, ReadOnlySpan<byte> data) =>
        SendPlain(side, ContentType.ApplicationData, RandomBytes(data.Length + Overhead));

    protected override void SendAlert(Side side, ReadOnlySpan<byte> alert) =>
        SendPlain(side, ContentType.Alert, RandomBytes(alert.Length + Overhead));
}
