namespace TlsDissect.Output.Text;

/// <summary>Words for what led to TLS.</summary>
internal static class StartTlsText
{
    /// <summary>One line: the protocols in order, and what was asked for.</summary>
    public static string Of(StartTls before)
    {
        string protocols = string.Join(", then ", before.Through.Add(before.Protocol).Select(Of));
        string target = before.Target is string name ? $" to {WireText.Target(name)}" : "";
        string client = before.Client is { } endpoint ? $" for the client {endpoint}" : "";
        string cookie = before.Cookie is string value ? $" with the cookie {WireText.Name(value)}" : "";
        return $"{protocols}{target}{client}{cookie}";
    }

    private static string Of(StartTlsProtocol protocol) => protocol switch
    {
        StartTlsProtocol.Smtp => "SMTP STARTTLS",
        StartTlsProtocol.Lmtp => "LMTP STARTTLS",
        StartTlsProtocol.Imap => "IMAP STARTTLS",
        StartTlsProtocol.Pop3 => "POP3 STLS",
        StartTlsProtocol.ManageSieve => "ManageSieve STARTTLS",
        StartTlsProtocol.Ftp => "FTP AUTH TLS",
        StartTlsProtocol.Nntp => "NNTP STARTTLS",
        StartTlsProtocol.Xmpp => "XMPP starttls",
        StartTlsProtocol.Irc => "IRC STARTTLS",
        StartTlsProtocol.Ldap => "LDAP StartTLS",
        StartTlsProtocol.PostgreSql => "PostgreSQL SSLRequest",
        StartTlsProtocol.MySql => "MySQL SSLRequest",
        StartTlsProtocol.Tds => "TDS PRELOGIN",
        StartTlsProtocol.Rdp => "RDP negotiation",
        StartTlsProtocol.Amqp => "AMQP 1.0 TLS header",
        StartTlsProtocol.HttpConnect => "HTTP CONNECT",
        StartTlsProtocol.HttpUpgrade => "HTTP Upgrade",
        StartTlsProtocol.Socks4 => "SOCKS 4",
        StartTlsProtocol.Socks5 => "SOCKS 5",
        StartTlsProtocol.ProxyV1 => "PROXY 1",
        StartTlsProtocol.ProxyV2 => "PROXY 2",
        StartTlsProtocol.Vnc => "VNC TLS",
        StartTlsProtocol.Telnet => "Telnet START_TLS",
        StartTlsProtocol.Nbd => "NBD STARTTLS",
        _ => "data of an unknown protocol",
    };
}
