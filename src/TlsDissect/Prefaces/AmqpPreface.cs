namespace TlsDissect.Prefaces;

/// <summary>AMQP 1.0: both sides send the protocol header with the ID 2 for TLS (AMQP 1.0 §5.2.1).</summary>
internal static class AmqpPreface
{
    private static ReadOnlySpan<byte> Header => "AMQP\u0002\u0001\0\0"u8;

    public static StartTls? Recognize(in Preface preface) =>
        preface.EndsWith(Header, Header) ? new StartTls(StartTlsProtocol.Amqp) : null;
}
