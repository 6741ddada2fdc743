namespace TlsDissect;

/// <summary>A protocol whose frames carry TLS within a TCP connection.</summary>
public enum Carrier
{
    /// <summary>Tabular Data Stream of SQL Server (MS-TDS §2.2.6.5), whose PRELOGIN packets carry the handshake.</summary>
    Tds,

    /// <summary>ISO transport data in TPKT frames (RFC 1006, ISO 8073), used by S7comm-plus.</summary>
    Tpkt,

    /// <summary>The control channel of OpenVPN over TCP.</summary>
    OpenVpn,
}
