using System.Text;
using TlsDissect.Records;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Prefaces;

/// <summary>Forms that the captures do not have: proxies one after another, long data, several sessions.</summary>
public class PrefaceTests
{
    private const string Smtp = "EHLO x\r\nSTARTTLS\r\n", SmtpAnswers = "220 hi\r\n250-x\r\n250 STARTTLS\r\n220 go\r\n";
    private const string Connected = "HTTP/1.1 200 Connection established\r\n\r\n";

    [Theory]
    [InlineData("EHLO x\r\nstarttls \r\n", "220 hi\r\n250-x\r\n250 STARTTLS\r\n220-go\r\n220 on\r\n", "Smtp")]
    [InlineData("LHLO x\r\nSTARTTLS\r\n", "220 hi\r\n250 STARTTLS\r\n220 go\r\n", "Lmtp")]
    [InlineData("a-1 STARTTLS\r\n", "* OK hi\r\n* CAPABILITY X\r\na-1 OK go\r\n", "Imap")]
    [InlineData("FEAT\r\nAUTH TLS-P\r\n", "220 hi\r\n211 end\r\n234 go\r\n", "Ftp")]
    [InlineData("AUTH SSL\r\n", "220 hi\r\n334 go\r\n", "Ftp")]
    [InlineData("MODE READER\r\nSTARTTLS\r\n", "", "Nntp")]
    [InlineData("CAP LS\r\nSTARTTLS\r\n", "", "Irc")]
    [InlineData("STARTTLS\r\n", "670 x :go\r\n", "Irc")]
    [InlineData("\0\0\0\b\u0004\u00d2\u00160\0\0\0\b\u0004\u00d2\u0016/", "NS", "PostgreSql")]
    [InlineData("0\u0084\0\0\0\u001d\u0002\u0001\u0001w\u0084\0\0\0\u0018\u0080\u00161.3.6.1.4.1.1466.20037",
        "0\u0084\0\0\0\u0010\u0002\u0001\u0001x\u0084\0\0\0\u0007\u000a\u0001\0\u0004\0\u0004\0", "Ldap")]
    [InlineData("RFB 003.008\n\u0012", "RFB 003.008\n\u0002\u0002\u0012", "Vnc")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nupgrade: tls/1.0\r\n\r\n",
        "HTTP/1.1 101 Switching\r\nUpgrade: TLS/1.0, HTTP/1.1\r\n\r\n", "HttpUpgrade")]
    [InlineData("", "220 x LMTP y\r\n250 STARTTLS\r\n220 go\r\n", "Lmtp")]
    [InlineData("", "220 x ESMTP y\r\n250 STARTTLS\r\n220 go\r\n", "Smtp")]
    [InlineData("PROXY UNKNOWN\r\n", "", "ProxyV1")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n \0\0\0", "", "ProxyV2")]
    public void Other_forms_are_recognized(string client, string server, string protocol) =>
        Assert.Equal(protocol, Recognize(client, server)?.Protocol.ToString());

    [Fact]
    public void Protocols_stand_one_after_another()
    {
        StartTls? found = Recognize(
            "PROXY TCP6 2001:db8::1 2001:db8::2 4000 1080\r\n" +
                "\u0005\u0001\0\u0005\u0001\0\u0003\u0005proxy\u001f\u0090CONNECT mail.example:25 HTTP/1.1\r\nHost: x\r\n\r\n" + Smtp,
            "\u0005\0\u0005\0\0\u0001\0\0\0\0\0\0" + Connected + SmtpAnswers);

        Assert.NotNull(found);
        Assert.Equal(StartTlsProtocol.Smtp, found.Protocol);
        Assert.Equal("ProxyV1 Socks5 HttpConnect", string.Join(' ', found.Through));
        Assert.Equal("mail.example:25", found.Target);
        Assert.Equal("[2001:db8::1]:4000", found.Client?.ToString());
    }

    [Fact]
    public void After_a_proxy_unknown_data_is_named_so()
    {
        StartTls? found = Recognize("CONNECT x:1 HTTP/1.1\r\n\r\nHELLO THERE\r\n", Connected + "OH\r\n");
        Assert.Equal((StartTlsProtocol.Unknown, "x:1"), (found?.Protocol, found?.Target));
        Assert.Equal("HttpConnect", string.Join(' ', found!.Through));
    }

    [Fact]
    public void A_proxy_may_want_a_password_first()
    {
        const string Refused = "HTTP/1.1 407 Authentication Required\r\nContent-Length: 6\r\n\r\n<html>";
        const string Requests = "CONNECT x:1 HTTP/1.1\r\n\r\nCONNECT x:1 HTTP/1.1\r\nProxy-Authorization: y\r\n\r\n";
        StartTls? found = Recognize(Requests, Refused + Connected);
        Assert.Equal((StartTlsProtocol.HttpConnect, "x:1"), (found?.Protocol, found?.Target));
    }

    /// <summary>More than is kept of the beginning, as with a Kerberos ticket.</summary>
    [Theory]
    [InlineData("", "", StartTlsProtocol.HttpConnect)]
    [InlineData(Smtp, SmtpAnswers, StartTlsProtocol.Smtp)]
    public void Heads_may_be_long(string client, string server, StartTlsProtocol expected)
    {
        string padding = $"X: {new string('x', 5000)}\r\n\r\n";
        StartTls? found = Recognize($"CONNECT x:1 HTTP/1.1\r\n{padding}{client}", $"HTTP/1.1 200 OK\r\n{padding}{server}");
        Assert.Equal((expected, "x:1"), (found?.Protocol, found?.Target));
    }

    [Fact]
    public void A_long_header_of_a_proxy_is_skipped()
    {
        const string Addresses = "\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\u000f\u00a0\0\u0019";
        string body = Addresses + "\u0002\0\u0003abc\u00e0\u0007\u00d0" + new string('\0', 2000);
        StartTls? found =
            Recognize("\r\n\r\n\0\r\nQUIT\n!\u0011" + (char)(body.Length >> 8) + (char)(body.Length & 255) + body + Smtp, SmtpAnswers);
        Assert.Equal((StartTlsProtocol.Smtp, "abc", "192.0.2.1:4000"), (found?.Protocol, found?.Target, found?.Client?.ToString()));
    }

    [Fact]
    public void A_target_has_at_most_255_characters() =>
        Assert.Equal(255, Recognize($"CONNECT {new string('x', 300)} HTTP/1.1\r\n\r\n", Connected)?.Target?.Length);

    [Fact]
    public void The_beginning_and_the_end_are_kept_of_long_data()
    {
        PrefaceBytes kept = new();
        byte[] data = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];
        foreach (byte[] chunk in data.Chunk(37)) Assert.True(kept.TryAdd(chunk));

        Assert.Equal(data.AsSpan(0, PrefaceBytes.MostAtStart), kept.Start);
        Assert.Equal(data.AsSpan(data.Length - PrefaceBytes.MostAtEnd), kept.End);
        Assert.Equal(data.Length, kept.Count);
        Assert.InRange(kept.Held, PrefaceBytes.MostAtStart, 2 * PrefaceBytes.MostAtStart);
    }

    [Fact]
    public void Data_that_is_too_long_is_not_kept()
    {
        PrefaceBytes kept = new();
        Assert.True(kept.TryAdd(new byte[PrefaceBytes.MostInAll]));
        Assert.False(kept.TryAdd(new byte[1]));
    }

    [Fact]
    public void Bytes_after_a_gap_are_not_adjacent_to_those_before()
    {
        PrefaceBytes kept = new();
        kept.TryAdd("EHLO x\r\nSTART"u8);
        kept.NoteGap();
        kept.TryAdd("TLS\r\n"u8);

        Assert.Equal("EHLO x\r\nSTART"u8, kept.Start);
        Assert.Equal("TLS\r\n"u8, kept.End);
    }

    /// <summary>The search for a record keeps no memory of a connection without TLS, whatever its length.</summary>
    [Fact]
    public void A_connection_without_TLS_does_not_keep_its_beginning()
    {
        using RecordSearch search = new();
        int before = search.Held;
        byte[] chunk = Encoding.ASCII.GetBytes(new string('x', 1000));
        int most = 0;
        for (int i = 0; i < 20; i++)
        {
            ReadOnlySpan<byte> data = chunk;
            Assert.Equal(RecordSearch.Result.None, search.Next(ref data, 3, default));
            most = Math.Max(most, search.Held);
        }

        Assert.InRange(most - before, 1000, 2500);
        Assert.InRange(search.Held - before, 0, 400);
        Assert.Null(search.Preface);
    }

    /// <summary>Neither side sends anything before its hello.</summary>
    [Fact]
    public void TLS_at_once_has_none()
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm");
        Assert.Null(Dissection.Of(conversation.Segments(1400), conversation.Keys).Connection.StartTls);
    }

    [Theory]
    [InlineData("unknown-preface")]
    [InlineData("tpkt")]
    [InlineData("openvpn")]
    public void Other_data_before_TLS_is_not_named(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        Assert.Null(Dissection.Of(conversation.Segments(1400), conversation.Keys).Connections[0].StartTls);
    }

    [Theory]
    [InlineData("tds")]
    [InlineData("tds-login-only")]
    public void The_frames_of_TDS_say_it_alone(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        for (int side = 0; side < 2; side++)
        {
            List<Segment> segments = [.. conversation.Segments(1400).Where(segment => segment.Side == side && segment.Payload.Length > 0)];
            Assert.Equal(StartTlsProtocol.Tds,
                Dissection.Of(segments, conversation.Keys, withSyn: false).Connections[0].StartTls?.Protocol);
        }
    }

    /// <summary>Each session has its own, from the cleartext between it and the session before.</summary>
    [Fact]
    public void Sessions_of_one_connection_have_their_own()
    {
        CapturedConversation conversation = CapturedConversation.Load("second-session");
        Dissection found = Dissection.Of(conversation.Segments(1400), conversation.Keys);
        Assert.Equal([StartTlsProtocol.Ftp, StartTlsProtocol.Ftp, StartTlsProtocol.Ftp],
            found.Connections.Select(connection => connection.StartTls?.Protocol));
    }

    /// <summary>It does not depend on what is decrypted.</summary>
    [Fact]
    public void It_is_named_without_keys()
    {
        CapturedConversation conversation = CapturedConversation.Load("ldap-slapd");
        StartTls? found = Dissection.Of(conversation.Segments(1400), KeyRing.Empty).Connection.StartTls;
        Assert.Equal(StartTlsProtocol.Ldap, found?.Protocol);
    }

    private static StartTls? Recognize(string client, string server) =>
        CapturedPreface.Recognize(Encoding.Latin1.GetBytes(client), Encoding.Latin1.GetBytes(server));
}
