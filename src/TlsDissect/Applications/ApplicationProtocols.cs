namespace TlsDissect.Applications;

/// <summary>Whether the first plaintext bytes are those of one protocol. Strict enough not to take random bytes for it.</summary>
internal delegate bool Recognizer(in FirstBytes first);

/// <summary>
/// The application protocols by name: what people call them, and how their first bytes are recognized. The names are those that IANA
/// registered for ALPN, where there is one.
/// </summary>
internal static class ApplicationProtocols
{
    /// <summary>A protocol.</summary>
    /// <param name="Name">Its name in JSON.</param>
    /// <param name="Title">Its name in text.</param>
    /// <param name="Recognize"><c>null</c> if only ALPN tells it.</param>
    internal sealed record Row(string Name, string Title, Recognizer? Recognize = null);

    /// <summary>All of them. The first row that recognizes bytes wins.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new("h2", "HTTP/2", WebProtocols.IsHttp2),
        new("websocket", "WebSocket", WebProtocols.IsWebSocket),
        new("http/1.1", "HTTP/1.1", WebProtocols.IsHttp11),
        new("http/1.0", "HTTP/1.0", WebProtocols.IsHttp10),
        new("rtsp", "RTSP", WebProtocols.IsRtsp),
        new("sip/2", "SIP", WebProtocols.IsSip),
        new("gemini", "Gemini", WebProtocols.IsGemini),
        new("smtp", "SMTP", MailProtocols.IsSmtp),
        new("lmtp", "LMTP", MailProtocols.IsLmtp),
        new("imap", "IMAP", MailProtocols.IsImap),
        new("pop3", "POP3", MailProtocols.IsPop3),
        new("managesieve", "ManageSieve", MailProtocols.IsManageSieve),
        new("nntp", "NNTP", MailProtocols.IsNntp),
        new("irc", "IRC", ChatProtocols.IsIrc),
        new("ftp", "FTP", MailProtocols.IsFtp),
        new("xmpp-client", "XMPP of a client", ChatProtocols.IsXmppClient),
        new("xmpp-server", "XMPP between servers", ChatProtocols.IsXmppServer),
        new("mqtt", "MQTT", ChatProtocols.IsMqtt),
        new("amqp", "AMQP", ChatProtocols.IsAmqp),
        new("nats", "NATS", ChatProtocols.IsNats),
        new("stomp", "STOMP", ChatProtocols.IsStomp),
        new("postgresql", "PostgreSQL", DatabaseProtocols.IsPostgreSql),
        new("mysql", "MySQL", DatabaseProtocols.IsMySql),
        new("tds", "TDS", DatabaseProtocols.IsTds),
        new("mongodb", "MongoDB", DatabaseProtocols.IsMongoDb),
        new("redis", "Redis", DatabaseProtocols.IsRedis),
        new("memcached", "memcached", DatabaseProtocols.IsMemcached),
        new("cassandra", "Cassandra CQL", DatabaseProtocols.IsCassandra),
        new("kafka", "Kafka", DatabaseProtocols.IsKafka),
        new("ssh", "SSH", RemoteProtocols.IsSsh),
        new("rfb", "VNC", RemoteProtocols.IsRfb),
        new("rdp", "RDP", RemoteProtocols.IsRdp),
        new("telnet", "Telnet", RemoteProtocols.IsTelnet),
        new("openvpn", "OpenVPN", RemoteProtocols.IsOpenVpn),
        new("git", "Git", RemoteProtocols.IsGit),
        new("rsync", "rsync", RemoteProtocols.IsRsync),
        new("nbd", "NBD", RemoteProtocols.IsNbd),
        new("dot", "DNS over TLS", NetworkProtocols.IsDns),
        new("ldap", "LDAP", NetworkProtocols.IsLdap),
        new("relp", "RELP", NetworkProtocols.IsRelp),
        new("syslog", "syslog", NetworkProtocols.IsSyslog),
        new("diameter", "Diameter", NetworkProtocols.IsDiameter),
        new("radius", "RADIUS", NetworkProtocols.IsRadius),
        new("bgp", "BGP", NetworkProtocols.IsBgp),

        // Only by ALPN: their first bytes are too few, or they are old.
        new("http/0.9", "HTTP/0.9"),
        new("spdy/1", "SPDY/1"),
        new("spdy/2", "SPDY/2"),
        new("spdy/3", "SPDY/3"),
        new("spdy/3.1", "SPDY/3.1"),
        new("h2c", "HTTP/2 in the clear"),
        new("h3", "HTTP/3"),
        new("stun.turn", "TURN"),
        new("stun.nat-discovery", "STUN"),
        new("webrtc", "WebRTC"),
        new("c-webrtc", "confidential WebRTC"),
        new("coap", "CoAP"),
        new("co", "CoAP over DTLS"),
        new("acme-tls/1", "ACME challenge"),
        new("doq", "DNS over QUIC"),
        new("ntske/1", "NTS key establishment"),
        new("sunrpc", "ONC RPC"),
        new("smb", "SMB"),
        new("nnsp", "NNTP between servers"),
        new("tds/8.0", "TDS 8.0"),
        new("dicom", "DICOM"),
        new("radius/1.0", "RADIUS/1.0"),
        new("radius/1.1", "RADIUS/1.1"),
    ];

    private static readonly Dictionary<string, Row> ByName = All.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>What people call the protocol with this name; <c>null</c> if it is not in the table.</summary>
    public static string? Title(string name) => ByName.GetValueOrDefault(name)?.Title;

    /// <summary>The name of the protocol whose first bytes these are; <c>null</c> if none is recognized.</summary>
    public static string? Recognize(in FirstBytes first)
    {
        if (first.Client.IsEmpty && first.Server.IsEmpty) return null;
        foreach (Row row in All)
        {
            if (row.Recognize is Recognizer recognize && recognize(first)) return row.Name;
        }

        return null;
    }
}
