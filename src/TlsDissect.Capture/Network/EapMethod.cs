using System.Buffers.Binary;

namespace TlsDissect.Capture.Network;

/// <summary>The EAP methods (RFC 3748) with a TLS handshake inside.</summary>
internal static class EapMethod
{
    /// <summary>EAP-TLS (RFC 5216).</summary>
    public const byte Tls = 13;

    /// <summary>EAP-TTLS (RFC 5281).</summary>
    public const byte TunneledTls = 21;

    /// <summary>Protected EAP.</summary>
    public const byte Protected = 25;

    /// <summary>EAP-FAST (RFC 4851).</summary>
    public const byte Fast = 43;

    /// <summary>TEAP (RFC 7170).</summary>
    public const byte Tunnel = 55;

    private const int HeaderSize = 5;
    private const byte Request = 1;
    private const byte Response = 2;

    /// <summary>The name of a method.</summary>
    public static string NameOf(int method) => method switch
    {
        Tls => "EAP-TLS",
        TunneledTls => "EAP-TTLS",
        Protected => "PEAP",
        Fast => "EAP-FAST",
        _ => "TEAP",
    };

    /// <summary>
    /// Whether a message is of one of these methods: code, identifier, length, type (RFC 3748 §4.1). Needs only its header.
    /// </summary>
    public static bool TryReadTlsMethod(ReadOnlySpan<byte> message, out byte method)
    {
        method = 0;
        if (message.Length < HeaderSize || message[0] is not (Request or Response)) return false;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[2..]) < HeaderSize) return false;
        method = message[4];
        return method is Tls or TunneledTls or Protected or Fast or Tunnel;
    }
}
