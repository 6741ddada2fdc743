namespace TlsDissect;

/// <summary>A protocol that switches to TLS, or that stands before TLS in the same TCP connection.</summary>
public enum StartTlsProtocol
{
    /// <summary>Data that is not recognized, after a protocol that is: see <see cref="StartTls.Through"/>.</summary>
    Unknown,

    /// <summary>SMTP with STARTTLS (RFC 3207).</summary>
    Smtp,

    /// <summary>LMTP with STARTTLS (RFC 2033, RFC 3207).</summary>
    Lmtp,

    /// <summary>IMAP with STARTTLS (RFC 9051 §6.2.1).</summary>
    Imap,

    /// <summary>POP3 with STLS (RFC 2595 §4).</summary>
    Pop3,

    /// <summary>ManageSieve with STARTTLS (RFC 5804 §2.2).</summary>
    ManageSieve,

    /// <summary>FTP with AUTH TLS (RFC 4217 §4).</summary>
    Ftp,

    /// <summary>NNTP with STARTTLS (RFC 4642).</summary>
    Nntp,

    /// <summary>XMPP with starttls (RFC 6120 §5).</summary>
    Xmpp,

    /// <summary>IRC with STARTTLS (IRCv3 tls).</summary>
    Irc,

    /// <summary>LDAP with the StartTLS operation (RFC 4511 §4.14).</summary>
    Ldap,

    /// <summary>PostgreSQL with an SSLRequest.</summary>
    PostgreSql,

    /// <summary>MySQL and MariaDB with an SSLRequest.</summary>
    MySql,

    /// <summary>Tabular Data Stream of SQL Server with encryption (MS-TDS §2.2.6.5).</summary>
    Tds,

    /// <summary>RDP with a negotiation request (MS-RDPBCGR §2.2.1.1).</summary>
    Rdp,

    /// <summary>AMQP 1.0 with the TLS protocol header (AMQP 1.0 §5.2).</summary>
    Amqp,

    /// <summary>A tunnel through an HTTP proxy (RFC 9110 §9.3.6).</summary>
    HttpConnect,

    /// <summary>HTTP with an upgrade to TLS (RFC 2817).</summary>
    HttpUpgrade,

    /// <summary>A SOCKS 4 or 4a proxy.</summary>
    Socks4,

    /// <summary>A SOCKS 5 proxy (RFC 1928).</summary>
    Socks5,

    /// <summary>The header of the PROXY protocol, version 1, in text.</summary>
    ProxyV1,

    /// <summary>The header of the PROXY protocol, version 2, in binary.</summary>
    ProxyV2,

    /// <summary>VNC with the security type VeNCrypt or TLS (RFC 6143).</summary>
    Vnc,

    /// <summary>Telnet with START_TLS, or with authentication by SSL (RFC 2941).</summary>
    Telnet,

    /// <summary>Network Block Device with NBD_OPT_STARTTLS.</summary>
    Nbd,
}
