using System.Text;

namespace TlsDissect.Tests.Prefaces;

/// <summary>Data that looks like the beginning of TLS in another protocol and is not.</summary>
public class PrefaceNearMissTests
{
    private const string Greeting = "220 hi\r\n250-x\r\n250 STARTTLS\r\n";
    private const string Tls = "urn:ietf:params:xml:ns:xmpp-tls";
    private const string LdapRequest = "0\u001d\u0002\u0001\u0001w\u0018\u0080\u00161.3.6.1.4.1.1466.20037";
    private const string LdapSuccess = "0\u000c\u0002\u0001\u0001x\u0007\u000a\u0001\0\u0004\0\u0004\0";
    private const string PostgresRequest = "\0\0\0\b\u0004\u00d2\u0016/";
    private const string MySqlGreeting = "\u0008\0\0\0\u000a10.11.0";
    private const string MySqlRest = "\u00bf\0\0\0\0\u0001!\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    private const string RdpRequest = "\u0003\0\0\u0013\u000e\u00e0\0\0\0\0\0\u0001\0\b\0\u0003\0\0\0";
    private const string RdpConfirm = "\u0003\0\0\u0013\u000e\u00d0\0\0\u00124\0\u0002\0\b\0";
    private const string Connect = "CONNECT x:1 HTTP/1.1\r\n\r\n";
    private const string Upgrade = "GET / HTTP/1.1\r\nUpgrade: TLS/1.0\r\n\r\n";
    private const string Socks5 = "\u0005\u0001\0\u0005\u0001\0\u0001\u007f\0\0\u0001\0P";
    private const string Rfb = "RFB 003.008\n", VncTypes = "RFB 003.008\n\u0001\u0013\0\u0002\0\u0001\0\0\u0001\u0004";
    private const string NbdGreeting = "NBDMAGICIHAVEOPT\0\u0003", NbdOption = "\0\0\0\u0003IHAVEOPT\0\0\0\u0005\0\0\0\0";
    private const string NbdReply = "\0\u0003\u00e8\u0089\u0004Ue\u00a9\0\0\0\u0005";

    /// <summary>What the near misses below differ from.</summary>
    [Theory]
    [InlineData("EHLO x\r\nSTARTTLS\r\n", Greeting + "220 go\r\n", "Smtp")]
    [InlineData(LdapRequest, LdapSuccess, "Ldap")]
    [InlineData(PostgresRequest, "S", "PostgreSql")]
    [InlineData(" \0\0\u0001\u0005\u000a" + MySqlRest, MySqlGreeting, "MySql")]
    [InlineData(RdpRequest, RdpConfirm + "\u0001\0\0\0", "Rdp")]
    [InlineData(Connect, "HTTP/1.1 200 OK\r\n\r\n", "HttpConnect")]
    [InlineData(Upgrade, "HTTP/1.1 101 X\r\nUpgrade: TLS/1.0\r\n\r\n", "HttpUpgrade")]
    [InlineData(Socks5, "\u0005\0\u0005\0\0\u0001\0\0\0\0\0\0", "Socks5")]
    [InlineData("\u0004\u0001\0P\u007f\0\0\u0001\0", "\0Z\0\0\0\0\0\0", "Socks4")]
    [InlineData(Rfb + "\u0013\0\u0002\0\0\u0001\u0004", VncTypes + "\u0001", "Vnc")]
    [InlineData("\u00ff\u00fa.\u0001\u00ff\u00f0", "\u00ff\u00fa.\u0001\u00ff\u00f0", "Telnet")]
    [InlineData(NbdOption, NbdGreeting + NbdReply + "\0\0\0\u0001\0\0\0\0", "Nbd")]
    [InlineData("AMQP\u0002\u0001\0\0", "AMQP\u0002\u0001\0\0", "Amqp")]
    [InlineData("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n", "", "ProxyV1")]
    public void The_original_is_recognized(string client, string server, string protocol) =>
        Assert.Equal(protocol, Recognize(client, server)?.Protocol.ToString());

    [Theory]
    [InlineData("EHLO x\r\nSTARTTLS\r\n", Greeting + "454 not now\r\n")]
    [InlineData("EHLO x\r\nSTARTTLS\r\n", Greeting + "220")]
    [InlineData("EHLO x\r\nSTARTTLS\r\nMAIL\r\n", Greeting + "220 go\r\n")]
    [InlineData("STARTTLS\r\n", "")]
    [InlineData("", "220 x ESMTP y\r\n")]
    [InlineData("", Greeting + "220 go\r\n")]
    [InlineData("a1 STARTTLS\r\n", "* OK hi\r\na1 NO never\r\n")]
    [InlineData("a1 STARTTLS\r\n", "* OK hi\r\na2 OK go\r\n")]
    [InlineData("a1 NOOP\r\n", "* OK hi\r\na1 OK done\r\n")]
    [InlineData("STLS\r\n", "+OK hi\r\n-ERR never\r\n")]
    [InlineData("STARTTLS\r\n", "\"IMPLEMENTATION\" \"x\"\r\nOK\r\nNO \"never\"\r\n")]
    [InlineData("AUTH TLS\r\n", "220 hi\r\n530 never\r\n")]
    [InlineData("AUTH GSSAPI\r\n", "220 hi\r\n234 go\r\n")]
    [InlineData("CAPABILITIES\r\nSTARTTLS\r\n", "200 hi\r\n580 never\r\n")]
    [InlineData("<starttls xmlns='" + Tls + "'/>", "<failure xmlns='" + Tls + "'/>")]
    [InlineData("<starttls xmlns='urn:x'/>", "<proceed xmlns='" + Tls + "'/>")]
    [InlineData("STARTTLS\r\n", ":x 691 * :never\r\n")]
    [InlineData(LdapRequest, "0\u000c\u0002\u0001\u0001x\u0007\u000a\u0001\u0002\u0004\0\u0004\0")]
    [InlineData("0\u001d\u0002\u0001\u0001w\u0018\u0080\u00161.3.6.1.4.1.1466.20038", LdapSuccess)]
    [InlineData("0\u001d\u0002\u0001\u0001x\u0018\u0080\u00161.3.6.1.4.1.1466.20037", LdapSuccess)]
    [InlineData(PostgresRequest, "N")]
    [InlineData("\0\0\0\b\u0004\u00d2\u0016.", "S")]
    [InlineData(PostgresRequest + "x", "S")]
    [InlineData(" \0\0\u0001\u0005\u0002" + MySqlRest, MySqlGreeting)]
    [InlineData(" \0\0\u0001\u0005\u000a" + MySqlRest, "\u0008\0\0\0\u000910.11.0")]
    [InlineData(RdpRequest, RdpConfirm + "\0\0\0\0")]
    [InlineData(RdpRequest, "\u0003\0\0\u0013\u000e\u00d0\0\0\u00124\0\u0003\0\b\0\u0001\0\0\0")]
    [InlineData("\u0003\0\0\u000b\u0006\u00e0\0\0\0\0\0", "\u0003\0\0\u000b\u0006\u00d0\0\0\u00124\0")]
    [InlineData(Connect, "HTTP/1.1 407 Authentication Required\r\n\r\n")]
    [InlineData(Connect, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n", "HTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n")]
    [InlineData(Upgrade, "HTTP/1.1 426 X\r\nUpgrade: TLS/1.0\r\n\r\n")]
    [InlineData(Upgrade, "HTTP/1.1 101 X\r\nUpgrade: TLS/1.0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData(Socks5, "\u0005\0\u0005\u0005\0\u0001\0\0\0\0\0\0")]
    [InlineData("\u0005\u0001\0\u0005\u0002\0\u0001\u007f\0\0\u0001\0P", "\u0005\0\u0005\0\0\u0001\0\0\0\0\0\0")]
    [InlineData("\u0004\u0001\0P\u007f\0\0\u0001\0", "\0[\0\0\0\0\0\0")]
    [InlineData("\u0004\u0001\0P\u007f\0\0\u0001name", "\0Z\0\0\0\0\0\0")]
    [InlineData("PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n", "")]
    [InlineData("PROXY TCP4 192.0.2.x 192.0.2.2 1 2\r\n", "")]
    [InlineData("PROXY TCP4 192.0.2.1 192.0.2.2 70000 2\r\n", "")]
    [InlineData("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n", "")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n1\u0011\0\0", "")]
    [InlineData(Rfb + "\u0002", "RFB 003.008\n\u0001\u0002")]
    [InlineData(Rfb + "\u0013\0\u0002\0\0\u0001\0", VncTypes + "\u0001")]
    [InlineData(Rfb + "\u0013\0\u0002\0\0\u0001\u0004", VncTypes + "\0")]
    [InlineData("\u00ff\u00fc.", "\u00ff\u00fd.")]
    [InlineData("\u00ff\u00fa.\u0001\u00ff\u00f0", "\u00ff\u00fe.")]
    [InlineData(NbdOption, NbdGreeting + NbdReply + "\u0080\0\0\u0002\0\0\0\0")]
    [InlineData("\0\0\0\u0003IHAVEOPT\0\0\0\u0007\0\0\0\0", NbdGreeting + NbdReply + "\0\0\0\u0001\0\0\0\0")]
    [InlineData("AMQP\u0003\u0001\0\0", "AMQP\u0003\u0001\0\0")]
    [InlineData("AMQP\u0002\u0001\0\0", "AMQP\0\u0001\0\0")]
    [InlineData("SSH-2.0-x\r\n", "SSH-2.0-y\r\n")]
    public void A_near_miss_is_not(string client, string server) => Assert.Null(Recognize(client, server));

    private static StartTls? Recognize(string client, string server) =>
        CapturedPreface.Recognize(Encoding.Latin1.GetBytes(client), Encoding.Latin1.GetBytes(server));
}
