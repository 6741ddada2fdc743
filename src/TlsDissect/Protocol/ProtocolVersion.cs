namespace TlsDissect.Protocol;

/// <summary>
/// A protocol version as on the wire. Unknown and draft values are possible. The order of the numbers is not the order of the versions.
/// </summary>
public enum ProtocolVersion : ushort
{
    /// <summary>No version is known.</summary>
    None = 0,

    /// <summary>SSL 2.0. Also the version of a ClientHello in the form of SSL 2.0 (RFC 5246 appendix E.2).</summary>
    Ssl20 = 0x0002,

    /// <summary>SSL 3.0 (RFC 6101).</summary>
    Ssl30 = 0x0300,

    /// <summary>TLS 1.0 (RFC 2246).</summary>
    Tls10 = 0x0301,

    /// <summary>TLS 1.1 (RFC 4346).</summary>
    Tls11 = 0x0302,

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    Tls12 = 0x0303,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    Tls13 = 0x0304,

    /// <summary>DTLS 1.0 (RFC 4347), which is based on TLS 1.1. DTLS counts down.</summary>
    Dtls10 = 0xFEFF,

    /// <summary>DTLS 1.2 (RFC 6347), which is based on TLS 1.2. There is no DTLS 1.1.</summary>
    Dtls12 = 0xFEFD,

    /// <summary>DTLS 1.3 (RFC 9147), which is based on TLS 1.3.</summary>
    Dtls13 = 0xFEFC,
}
