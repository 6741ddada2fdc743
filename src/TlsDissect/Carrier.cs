namespace TlsDissect;

/// <summary>A protocol whose frames carry TLS within a TCP connection.</summary>
public enum Carrier
{
    /// <summary>Tabular Data Stream of SQL Server (MS-TDS §2.2.6.5): the handshake travels in its PRELOGIN packets.</summary>
    Tds,

    /// <summary>ISO transport data in TPKT frames (RFC 1006, ISO 8073), as S7comm-plus uses it.</summary>
    Tpkt,

    /// <summary>The control channel of OpenVPN over TCP.</summary>
    OpenVpn,
}
