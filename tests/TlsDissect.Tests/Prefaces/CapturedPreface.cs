using TlsDissect.Prefaces;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Prefaces;

/// <summary>The bytes before TLS of a recorded connection, and what they are expected to be.</summary>
/// <param name="Case">The case.</param>
/// <param name="Number">Which of its connections, counted from 0.</param>
/// <param name="Protocol">The last protocol before TLS.</param>
internal sealed record CapturedPreface(string Case, int Number, StartTlsProtocol Protocol)
{
    /// <summary>The protocol recognized if only the client's bytes are captured.</summary>
    public StartTlsProtocol? OfClient { get; init; } = Protocol;

    /// <summary>The protocol recognized if only the server's bytes are captured.</summary>
    public StartTlsProtocol? OfServer { get; init; } = Protocol;

    /// <summary>The server that a proxy was asked for.</summary>
    public string? Target { get; init; }

    /// <summary>A capture of every protocol but TDS, whose frames go on within TLS.</summary>
    public static IReadOnlyList<CapturedPreface> All { get; } =
    [
        new("smtp-exim", 0, StartTlsProtocol.Smtp),
        new("lmtp-dovecot", 0, StartTlsProtocol.Lmtp) { OfServer = null },
        new("imap-dovecot", 0, StartTlsProtocol.Imap),
        new("pop3-dovecot", 0, StartTlsProtocol.Pop3),
        new("managesieve-dovecot", 0, StartTlsProtocol.ManageSieve) { OfClient = null },
        new("ftp-vsftpd", 0, StartTlsProtocol.Ftp),
        new("nntp-inn", 0, StartTlsProtocol.Nntp),
        new("xmpp-prosody", 0, StartTlsProtocol.Xmpp),
        new("irc-inspircd", 0, StartTlsProtocol.Irc) { OfClient = null },
        new("ldap-slapd", 0, StartTlsProtocol.Ldap),
        new("postgres", 0, StartTlsProtocol.PostgreSql),
        new("mysql-mariadb", 0, StartTlsProtocol.MySql),
        new("rdp-xrdp", 0, StartTlsProtocol.Rdp),
        new("amqp", 0, StartTlsProtocol.Amqp),
        new("http-connect-refused", 0, StartTlsProtocol.HttpConnect) { Target = "server.example:4433" },
        new("http-upgrade-cups", 0, StartTlsProtocol.HttpUpgrade),
        new("socks4", 0, StartTlsProtocol.Socks4) { OfServer = null, Target = "127.0.0.1:4433" },
        new("socks4a", 0, StartTlsProtocol.Socks4) { OfServer = null, Target = "server.example:4433" },
        new("socks5", 0, StartTlsProtocol.Socks5) { OfServer = null, Target = "server.example:4433" },
        new("socks5-password", 0, StartTlsProtocol.Socks5) { OfServer = null, Target = "127.0.0.1:4433" },
        new("proxy-v1", 0, StartTlsProtocol.ProxyV1) { OfServer = null },
        new("proxy-v2", 0, StartTlsProtocol.ProxyV2) { OfServer = null, Target = "server.example" },
        new("vnc-vencrypt", 0, StartTlsProtocol.Vnc),
        new("telnet-ssl", 0, StartTlsProtocol.Telnet),
        new("telnet-start-tls", 0, StartTlsProtocol.Telnet),
        new("nbd-nbdkit", 0, StartTlsProtocol.Nbd),
    ];

    public static TheoryData<string> Cases => [.. All.Select(preface => preface.Case)];

    public static CapturedPreface Of(string name) => All.Single(preface => preface.Case == name);

    public CapturedConversation Conversation() => CapturedConversation.Load(Case, Number);

    /// <summary>The bytes of a side before its first record.</summary>
    public byte[] Bytes(int side) => Before(Conversation().Stream(side));

    /// <summary>Recognizes what two sides sent.</summary>
    public static StartTls? Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        PrefaceRecognition.Recognize(Kept(client), Kept(server), carrier: null);

    public static PrefaceBytes? Kept(ReadOnlySpan<byte> bytes)
    {
        PrefaceBytes kept = new();
        return bytes.IsEmpty || !kept.TryAdd(bytes) ? null : kept;
    }

    /// <summary>The bytes before the first record of a stream.</summary>
    private static byte[] Before(byte[] stream)
    {
        int at = Enumerable.Range(0, stream.Length - 4)
            .First(i => stream[i] == (byte)ContentType.Handshake && stream[i + 1] == 3 && stream[i + 2] is 1 or 3 && stream[i + 3] < 0x40);
        return stream[..at];
    }
}
