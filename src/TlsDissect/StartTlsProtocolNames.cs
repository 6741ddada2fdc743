namespace TlsDissect;

/// <summary>Names of protocols that lead to TLS.</summary>
internal static class StartTlsProtocolNames
{
    /// <summary>The name in JSON.</summary>
    public static string JsonName(this StartTlsProtocol protocol) => protocol switch
    {
        StartTlsProtocol.Smtp => "smtp",
        StartTlsProtocol.Lmtp => "lmtp",
        StartTlsProtocol.Imap => "imap",
        StartTlsProtocol.Pop3 => "pop3",
        StartTlsProtocol.ManageSieve => "managesieve",
        StartTlsProtocol.Ftp => "ftp",
        StartTlsProtocol.Nntp => "nntp",
        StartTlsProtocol.Xmpp => "xmpp",
        StartTlsProtocol.Irc => "irc",
        StartTlsProtocol.Ldap => "ldap",
        StartTlsProtocol.PostgreSql => "postgresql",
        StartTlsProtocol.MySql => "mysql",
        StartTlsProtocol.Tds => "tds",
        StartTlsProtocol.Rdp => "rdp",
        StartTlsProtocol.Amqp => "amqp",
        StartTlsProtocol.HttpConnect => "http_connect",
        StartTlsProtocol.HttpUpgrade => "http_upgrade",
        StartTlsProtocol.Socks4 => "socks4",
        StartTlsProtocol.Socks5 => "socks5",
        StartTlsProtocol.ProxyV1 => "proxy_v1",
        StartTlsProtocol.ProxyV2 => "proxy_v2",
        StartTlsProtocol.Vnc => "vnc",
        StartTlsProtocol.Telnet => "telnet",
        StartTlsProtocol.Nbd => "nbd",
        _ => "unknown",
    };
}
