using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using TlsDissect.Messages;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

public partial class TextSinkTests
{
    [Fact]
    public void A_block_says_who_what_and_with_which_key()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        SampleConnections.Add(connection, Sender.Client, "client_hello", packet: 4);
        SampleConnections.Add(connection, Sender.Server, "finished", new Finished { VerifyData = [] }, packet: 9).Verified = true;
        string block = Write(connection);
        Assert.Contains("Connection 4  192.0.2.1:46800 → 192.0.2.2:443  server.example", block, StringComparison.Ordinal);
        Assert.Contains("TLS 1.2, full handshake", block, StringComparison.Ordinal);
        Assert.Contains("cipher suite   TLS_RSA_WITH_AES_128_GCM_SHA256 (0x009C): no forward secrecy", block, StringComparison.Ordinal);
        Assert.Contains("key exchange RSA · authentication RSA · cipher AES_128 · mode GCM", block, StringComparison.Ordinal);
        Assert.Contains("     4   +0.003000  client ──→         client_hello", block, StringComparison.Ordinal);
        Assert.Contains("     9   +0.008000         ←── server  finished: verified", block, StringComparison.Ordinal);
        Assert.Contains("only the server sent a certificate", block, StringComparison.Ordinal);
        Assert.Contains("with the RSA key server.key; both Finished verified", block, StringComparison.Ordinal);
        Assert.Contains("client 78 bytes in 1 record", block, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_stand_in_the_ladder_where_they_came()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        SampleConnections.Add(connection, Sender.Client, "client_hello", packet: 4);
        SampleConnections.Add(connection, Sender.Client, "client_hello", packet: 8);
        connection.AlertList.Add(new AlertEntry(Sender.Server, 1, (AlertDescription)112, SampleConnections.At(6), false));
        connection.AlertList.Add(new AlertEntry(Sender.Server, 2, (AlertDescription)40, SampleConnections.At(9), true));
        string[] packets =
            [.. Lines(Write(connection))
                .Where(l => l.Contains("──→", StringComparison.Ordinal) || l.Contains("←──", StringComparison.Ordinal))
                .Select(l => l[..8].Trim())];
        Assert.Equal(["4", "6", "8", "9"], packets);
        Assert.Contains("alert: fatal, handshake_failure: ", Write(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "not read       packet 1, from the server: certificate of 5 bytes: why" })]
    [InlineData(10, new[] { "not read       packet 1, from the server: certificate of 5 bytes: why", "and 2 more" })]
    public void The_first_violations_are_listed_and_the_others_counted(int count, string[] expected)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        for (int packet = 1; packet <= count; packet++)
            (connection.ViolationList ??= []).Add(new ViolationEntry(Sender.Server, "certificate", 5, SampleConnections.At(packet), "why"));

        string[] lines =
            [.. Lines(Write(connection)).Select(line => line.Trim())
                .Where(line => line.EndsWith(": why", StringComparison.Ordinal) || line.EndsWith(" more", StringComparison.Ordinal))];

        Assert.Equal(Math.Min(count, 8), lines.Count(line => line.EndsWith(": why", StringComparison.Ordinal)));
        Assert.All(expected, line => Assert.Contains(line, lines));
    }

    [Theory]
    [InlineData(DecryptionReason.ForwardSecrecy, "ECDHE uses ephemeral keys, so no server key can decrypt this session; provide a key log")]
    [InlineData(DecryptionReason.NoKey, "no server key can decrypt this session; provide a key log")]
    [InlineData(DecryptionReason.StreamGap, "packets are not in the capture, so bytes are missing; capture whole packets")]
    public void What_is_not_decrypted_says_why_and_what_would_help(DecryptionReason reason, string words)
    {
        ConnectionSummary connection = SampleConnections.Bare(0xc02f, ProtocolVersion.Tls12);
        connection.Reason = reason;
        Assert.Contains(words, Write(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xc037, DecryptionReason.ForwardSecrecy,
        "ECDHE_PSK uses ephemeral keys, so the pre-shared key alone cannot decrypt this session; provide a key log")]
    [InlineData(0x00ac, DecryptionReason.KeyMismatch, "provide the server's private key and this connection's pre-shared key, both")]
    [InlineData(0x00ac, DecryptionReason.NoKey, "provide the server's private key and the pre-shared key, both")]
    [InlineData(0xc031, DecryptionReason.KeyMismatch, "provide the private key of the server's certificate, or a key log")]
    public void The_sentence_names_the_keys_that_the_key_exchange_takes(int suite, DecryptionReason reason, string words)
    {
        ConnectionSummary connection = SampleConnections.Bare((ushort)suite, ProtocolVersion.Tls12);
        connection.Reason = reason;
        Assert.Contains(words, Write(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pre_shared_key_beside_a_key_share_is_not_called_the_server_key()
    {
        ConnectionSummary connection = SampleConnections.Bare(0x1301, ProtocolVersion.Tls13);
        connection.Handshake = HandshakeKind.Resumed;
        connection.Reason = DecryptionReason.ForwardSecrecy;
        Assert.Contains("neither a pre-shared key nor the server's private key can decrypt this session", Write(connection),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_hello_in_the_form_of_SSL_2_counts_all_that_it_offers()
    {
        ConnectionSummary connection = SampleConnections.Bare(null, ProtocolVersion.Tls12);
        byte[] hello = [1, 0x00, 0x02, 0, 6, 0, 0, 0, 16, 0x07, 0x00, 0xc0, 0x00, 0x00, 0x2f, .. new byte[16]];
        SampleConnections.Add(connection, Sender.Client, "client_hello", Ssl2ClientHello.Parse(hello, out _));
        Assert.Contains("2 suites, in SSLv2 form", Write(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_is_a_sentence()
    {
        foreach (DecryptionReason reason in Enum.GetValues<DecryptionReason>())
        {
            ConnectionSummary connection = SampleConnections.Bare(0xc02f, ProtocolVersion.Tls12);
            connection.Reason = reason;
            Assert.True(connection.Explain().Length > 20, reason.ToString());
        }
    }

    [Fact]
    public void Hostile_names_cannot_act_on_the_terminal() =>
        Gen.Char.Array[1, 40].Select(c => new string(c)).Sample(name =>
        {
            ConnectionSummary connection = SampleConnections.Rsa(name);
            connection.Alpn = connection.Key = name;
            connection.NoteList.Add(name);
            connection.Reason = DecryptionReason.NotInKeyLog;
            connection.Given = new GivenKeys { KeyLogs = [name] };
            string block = Write(connection, new TextOptions { Explain = true, Data = true });
            Assert.DoesNotContain(block.EnumerateRunes(), rune => rune.Value != '\n' && Rune.IsControl(rune));
            Assert.DoesNotContain(block.EnumerateRunes(),
                rune => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format);
        });

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(160)]
    public void No_line_is_wider_than_the_terminal_and_nothing_is_cut(int width)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.NoteList.Add(string.Join(' ', Enumerable.Repeat("word", 60)));
        SampleConnections.Add(connection, Sender.Client, "client_key_exchange");
        SampleConnections.Add(connection, Sender.Server, "finished");
        string wide = Write(connection, new TextOptions { Explain = true });
        string narrow = Write(connection, new TextOptions { Explain = true, Width = width });
        Assert.DoesNotContain(Lines(narrow), line => line.Length > width);
        Assert.Equal(Words(wide), Words(narrow));
    }

    [Fact]
    public void Colour_comes_only_when_it_is_asked_for_and_always_ends()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        SampleConnections.Add(connection, Sender.Client, "client_hello");
        Assert.DoesNotContain('\x1b', Write(connection));
        string coloured = Write(connection, new TextOptions { Palette = TextPalette.Ansi, Width = 80 });
        foreach (string line in Lines(coloured).Where(line => line.Contains('\x1b', StringComparison.Ordinal)))
            Assert.True(line.LastIndexOf(TextPalette.Ansi.Reset, StringComparison.Ordinal) == line.LastIndexOf('\x1b'), line);
    }

    [Fact]
    public void Data_is_text_where_it_is_text_and_else_a_hex_dump()
    {
        string block = WriteData(
            (Sender.Client, "GET / HTTP/1.1\r\nHost: \u001b[31m\r\n"u8.ToArray()),
            (Sender.Client, "\r\n"u8.ToArray()),
            (Sender.Server, [.. Enumerable.Range(0, 18).Select(i => (byte)i)]));
        Assert.Contains("  client ──→  packet 1, 31 bytes\n    GET / HTTP/1.1\n    Host: \\x1b[31m\n\n", block, StringComparison.Ordinal);
        Assert.Contains("  ←── server  packet 3, 18 bytes\n    00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f   " +
            "................\n", block, StringComparison.Ordinal);
        Assert.Contains("    00000010  10 11                                              ..\n", block, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_is_the_same_whatever_came_before_it()
    {
        string one = Write(SampleConnections.Rsa());
        StringWriter output = new() { NewLine = "\n" };
        using TextSink sink = new(output, new TextOptions());
        sink.OnEnd(SampleConnections.Rsa());
        sink.OnEnd(SampleConnections.Rsa());
        Assert.Equal(one + one, output.ToString());
    }

    private static string Write(ConnectionSummary connection, TextOptions? options = null)
    {
        StringWriter output = new() { NewLine = "\n" };
        using TextSink sink = new(output, options ?? new TextOptions());
        sink.OnEnd(connection);
        return output.ToString();
    }

    private static string WriteData(params (Sender From, byte[] Bytes)[] records)
    {
        StringWriter output = new() { NewLine = "\n" };
        using TextSink sink = new(output, new TextOptions { Data = true });
        ConnectionSummary connection = SampleConnections.Rsa();
        long packet = 1;
        foreach ((Sender from, byte[] bytes) in records)
            sink.OnApplicationData(new ConnectionView(connection), new ApplicationData(from, bytes, SampleConnections.At(packet++)));
        sink.OnEnd(connection);
        return output.ToString();
    }

    private static string[] Lines(string block) => block.Split('\n');

    /// <summary>The words of a block. Narrow terminals get short arrows and milliseconds.</summary>
    private static string[] Words(string block) =>
        [.. block.Split([' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Microseconds().Replace(word.Replace("──", "", StringComparison.Ordinal), "$1"))];

    [GeneratedRegex(@"^([+-]\d+\.\d{3})\d{3}$")]
    private static partial Regex Microseconds();
}
