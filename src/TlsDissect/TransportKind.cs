namespace TlsDissect;

/// <summary>What carries a connection.</summary>
public enum TransportKind
{
    /// <summary>TLS over TCP.</summary>
    Tcp,

    /// <summary>DTLS over UDP.</summary>
    Udp,

    /// <summary>TLS 1.3 inside QUIC, over UDP.</summary>
    Quic,
}
