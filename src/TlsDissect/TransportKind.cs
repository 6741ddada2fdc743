namespace TlsDissect;

/// <summary>What carries a connection.</summary>
public enum TransportKind
{
    /// <summary>TLS over TCP.</summary>
    Tcp,

    /// <summary>DTLS over UDP.</summary>
    Udp,
}
