using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

/// <summary>The ladder: rules where protection begins, columns for wide and narrow terminals, what alerts mean.</summary>
public sealed class LadderTests
{
    [Fact]
    public void A_rule_marks_where_each_side_begins_to_encrypt()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        Exchange(connection, handshake: 0);

        Assert.Equal(["client: encrypted from here", "finished", "server: encrypted from here", "finished"], RulesAndFinished(connection));
        Assert.DoesNotContain("(encrypted)", Write(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renegotiation_has_a_rule_and_so_have_its_new_keys()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        Exchange(connection, handshake: 0);
        Add(connection, Sender.Client, "client_hello", isProtected: true, handshake: 1);
        Exchange(connection, handshake: 1);

        Assert.Equal(
            ["client: encrypted from here", "finished", "server: encrypted from here", "finished", "renegotiation",
                "client: encrypted with new keys from here", "finished", "server: encrypted with new keys from here", "finished"],
            RulesAndFinished(connection));
    }

    [Theory]
    [InlineData(true, "client: not encrypted from here, authenticated")]
    [InlineData(false, "client: not encrypted from here, MACs not verified")]
    public void A_null_cipher_is_not_called_encrypted(bool isVerified, string rule)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x0002, ProtocolVersion.Tls12);
        connection.IntegrityVerified = isVerified;
        Exchange(connection, handshake: 0);

        Assert.Equal(rule, RulesAndFinished(connection)[0]);
    }

    [Fact]
    public void A_renegotiation_from_a_null_cipher_to_another_is_told_by_each_handshakes_suite()
    {
        ConnectionSummary connection = SampleConnections.Bare(0x002f, ProtocolVersion.Tls12);
        connection.IntegrityVerified = true;
        AddHello(connection, 0x0002, handshake: 0);
        Exchange(connection, handshake: 0);
        AddHello(connection, 0x002f, handshake: 1);
        Exchange(connection, handshake: 1);

        string[] rules = RulesAndFinished(connection);
        Assert.Equal("client: not encrypted from here, authenticated", rules[0]);
        Assert.Contains("client: encrypted with new keys from here", rules);
    }

    [Fact]
    public void Change_cipher_spec_changes_nothing_in_TLS_1_3()
    {
        ConnectionSummary connection = SampleConnections.Bare(0x1301, ProtocolVersion.Tls13);
        Add(connection, Sender.Server, "change_cipher_spec", isProtected: false);
        Add(connection, Sender.Server, "encrypted_extensions", isProtected: true);
        Add(connection, Sender.Server, "finished", isProtected: true);

        Assert.Equal(["server: encrypted from here", "finished"], RulesAndFinished(connection));
        Assert.Contains("change_cipher_spec: no effect in TLS 1.3", Write(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_ladder_has_each_rule_once()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        Exchange(connection, handshake: 0);
        StringWriter output = new() { NewLine = "\n" };
        LiveTextSink sink = new(output, new TextOptions(), steps: false);
        sink.OnHandshake(new ConnectionView(connection), SampleConnections.At(9));
        connection.AlertList.Add(new AlertEntry(Sender.Client, 1, AlertDescription.CloseNotify, SampleConnections.At(12), true));
        sink.OnEnd(connection);

        Assert.Equal(1, Count(output.ToString(), "client: encrypted from here"));
        Assert.Equal(1, Count(output.ToString(), "alert: warning, close_notify: it has no more to send"));
    }

    [Fact]
    public void Live_steps_have_each_rule_once()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        StringWriter output = new() { NewLine = "\n" };
        LiveTextSink sink = new(output, new TextOptions(), steps: true);
        foreach (bool isProtected in (bool[])[false, true, true])
            sink.OnMessage(new ConnectionView(connection), Add(connection, Sender.Client, "finished", isProtected));
        sink.OnEnd(connection);

        string[] lines =
            [.. output.ToString().Split('\n')
                .Where(line =>
                    line.Contains("client ──→", StringComparison.Ordinal) || line.Contains("from here", StringComparison.Ordinal))];
        Assert.Equal(4, lines.Length);
        Assert.EndsWith("  ── client: encrypted from here ──", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unregistered_alert_gets_no_meaning()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.AlertList.Add(new AlertEntry(Sender.Server, 2, AlertDescription.UnknownCa, SampleConnections.At(3), false));
        connection.AlertList.Add(new AlertEntry(Sender.Server, 2, (AlertDescription)200, SampleConnections.At(4), false));

        string[] lines = Write(connection).Split('\n');
        Assert.Contains(lines,
            line => line.EndsWith($"alert: fatal, unknown_ca: {AlertDescription.UnknownCa.Meaning()}", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("alert: fatal, unknown (200)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "       5   +0.004000  client ──→         finished")]
    [InlineData(110, "       5   +0.004000  client ──→         finished")]
    [InlineData(109, "     5  +0.004 client → finished")]
    [InlineData(80, "     5  +0.004 client → finished")]
    public void Narrow_terminals_get_short_arrows_and_milliseconds(int width, string line)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        Add(connection, Sender.Client, "finished", isProtected: false);

        Assert.Contains(line, Write(connection, width).Split('\n'));
    }

    [Fact]
    public void Narrow_terminals_continue_a_step_at_column_26()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        Add(connection, Sender.Server, "certificate", isProtected: false).Malformed = string.Join(' ', Enumerable.Repeat("word", 40));

        string[] lines = Write(connection, width: 80).Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains("certificate: malformed", StringComparison.Ordinal));
        Assert.StartsWith($"{new string(' ', 26)}word", lines[first + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Long_times_and_packet_numbers_keep_within_the_width()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        StreamPosition late = new(123_456_789, new CaptureTime(SampleConnections.Start.Nanoseconds + 123_456_789_000_000_000));
        connection.MessageList.Add(new MessageEntry
        {
            From = Sender.Server,
            Name = "certificate",
            Position = late,
            Length = 10,
            Protected = false,
            Handshake = 0,
            Malformed = string.Join(' ', Enumerable.Repeat("ab", 60)),
        });

        Assert.All(Write(connection, width: 80).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [InlineData(null, 0u, "TLS 1.3, with an external pre-shared key", "key exchange x25519 with a pre-shared key (psk_dhe_ke)")]
    [InlineData(null, 77u, "TLS 1.3, resumed from an earlier session", "authentication by the earlier session")]
    [InlineData(SecretSource.PreSharedKey, 77u, "TLS 1.3, with an external pre-shared key", "authentication by pre-shared key")]
    [InlineData(SecretSource.Resumed, 0u, "TLS 1.3, resumed from an earlier session", "authentication by the earlier session")]
    public void A_pre_shared_key_is_told_from_a_resumption(SecretSource? secret, uint age, string handshake, string part)
    {
        ConnectionSummary connection = PreSharedKey(age);
        connection.NamedGroup = NamedGroup.x25519;
        connection.Secret = secret;

        string block = Write(connection);
        Assert.Contains(handshake, block, StringComparison.Ordinal);
        Assert.Contains(part, block, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_ClientHello_a_pre_shared_key_may_be_either()
    {
        ConnectionSummary connection = PreSharedKey(0);
        connection.ClientHelloList.Clear();

        Assert.Contains("TLS 1.3, with a pre-shared key, external or from an earlier session", Write(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_share_none_is_named_and_there_is_no_forward_secrecy()
    {
        ConnectionSummary connection = PreSharedKey(0);
        connection.ForwardSecrecy = false;

        string block = Write(connection);
        Assert.Contains("TLS_AES_128_GCM_SHA256 (0x1301): no forward secrecy (psk_ke)", block, StringComparison.Ordinal);
        Assert.Contains("key exchange pre-shared key alone (psk_ke) · authentication by pre-shared key", block, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x002f, ProtocolVersion.Tls12, false, "CBC with MAC-then-encrypt")]
    [InlineData(0x002f, ProtocolVersion.Tls12, true, null)]
    public void Encrypt_then_MAC_takes_the_weakness_of_CBC_away(ushort suite, ProtocolVersion version, bool encryptThenMac, string? phrase)
    {
        ConnectionSummary connection = SampleConnections.Bare(suite, version);
        AddHello(connection, suite, handshake: 0, encryptThenMac);

        Assert.Equal(phrase is not null, Write(connection).Contains("MAC-then-encrypt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProtocolVersion.Ssl30, "SSL 3.0: forbidden by RFC 7568")]
    [InlineData(ProtocolVersion.Tls10, "TLS 1.0: forbidden by RFC 8996")]
    [InlineData(ProtocolVersion.Tls11, "TLS 1.1: forbidden by RFC 8996")]
    public void A_forbidden_version_is_told(ProtocolVersion version, string phrase) =>
        Assert.Contains($"(0xC013): {phrase}; ", Write(SampleConnections.Bare(0xc013, version)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "                             ←── server  7 encrypted records, 1,712 bytes: EncryptedExtensions to Finished; a key " +
        "log shows them")]
    [InlineData(100, "               ← server 7 encrypted records, 1,712 bytes: EncryptedExtensions to Finished; a key")]
    public void What_stays_encrypted_of_a_handshake_is_one_line_a_side(int width, string line)
    {
        ConnectionSummary connection = Hidden();

        string[] lines = Write(connection, width).Split('\n');
        int at = Array.IndexOf(lines, line);
        Assert.True(at > 0, string.Join('\n', lines));
        Assert.EndsWith("── server: encrypted from here ──", lines[at - 1], StringComparison.Ordinal);
        Assert.Single(lines, l => l.Contains("1 encrypted record, 74 bytes: the client's part of the handshake", StringComparison.Ordinal));
    }

    [Fact]
    public void A_live_ladder_tells_what_stays_encrypted_at_the_end()
    {
        ConnectionSummary connection = Hidden();
        ConnectionOutcome? outcome = connection.Outcome;
        connection.Outcome = null;
        StringWriter output = new() { NewLine = "\n" };
        LiveTextSink sink = new(output, new TextOptions(), steps: false);
        sink.OnHandshake(new ConnectionView(connection), SampleConnections.At(9));
        Assert.Equal(0, Count(output.ToString(), "encrypted record"));
        connection.Outcome = outcome;
        sink.OnEnd(connection);

        Assert.Equal(2, Count(output.ToString(), "encrypted record"));
    }

    private static ConnectionSummary Hidden()
    {
        ConnectionSummary connection = SampleConnections.Bare(0x1301, ProtocolVersion.Tls13);
        AddHello(connection, 0x1301, handshake: 0);
        connection.ServerEncryptedHandshake = new EncryptedHandshake(7, 1712);
        connection.ClientEncryptedHandshake = new EncryptedHandshake(1, 74);
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Established, "established");
        return connection;
    }

    private static ConnectionSummary PreSharedKey(uint age)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x1301, ProtocolVersion.Tls13);
        connection.Handshake = HandshakeKind.Resumed;
        byte[] offered = [0, 9, 0, 3, (byte)'k', (byte)'e', (byte)'y',
            .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder((int)age)), 0, 0];
        connection.ClientHelloList.Add(new ClientHello
        {
            LegacyVersion = ProtocolVersion.Tls12,
            Random = new byte[32],
            SessionId = default,
            CipherSuites = [],
            CompressionMethods = [0],
            Extensions = [new Extension(ExtensionType.PreSharedKey, offered)],
            PreSharedKeyIdentities = ["key"u8.ToArray()],
        });
        connection.ServerHelloList.Add(Hello(0x1301) with { SelectedPreSharedKey = 0 });
        return connection;
    }

    private static ServerHello Hello(ushort suite) => new()
    {
        LegacyVersion = ProtocolVersion.Tls12,
        Random = new byte[32],
        SessionId = default,
        CipherSuite = (CipherSuiteId)suite,
        CompressionMethod = 0,
        Extensions = ImmutableArray<Extension>.Empty,
    };

    private static void AddHello(ConnectionSummary connection, ushort suite, int handshake, bool encryptThenMac = false)
    {
        ServerHello hello = Hello(suite) with { EncryptThenMac = encryptThenMac };
        connection.ServerHelloList.Add(hello);
        Add(connection, Sender.Server, "server_hello", isProtected: handshake > 0, handshake, hello);
    }

    /// <summary>Both sides' change_cipher_spec and Finished.</summary>
    private static void Exchange(ConnectionSummary connection, int handshake)
    {
        foreach (Sender sender in (Sender[])[Sender.Client, Sender.Server])
        {
            Add(connection, sender, "change_cipher_spec", isProtected: handshake > 0, handshake);
            Add(connection, sender, "finished", isProtected: true, handshake);
        }
    }

    private static MessageEntry Add(ConnectionSummary connection, Sender from, string name, bool isProtected, int handshake = 0,
        HandshakeMessage? message = null)
    {
        MessageEntry entry =
            new()
            {
                From = from,
                Name = name,
                Position = SampleConnections.At(5),
                Length = 10,
                Protected = isProtected,
                Message = message,
                Handshake = handshake,
            };
        connection.MessageList.Add(entry);
        return entry;
    }

    private static string[] RulesAndFinished(ConnectionSummary connection) =>
    [
        .. Write(connection).Split('\n')
            .Where(line =>
                line.Contains("finished", StringComparison.Ordinal) || line.TrimStart().StartsWith("── ", StringComparison.Ordinal))
            .Select(line => line.Contains("finished", StringComparison.Ordinal) ? "finished" : line.Trim(' ', '─')),
    ];

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Write(ConnectionSummary connection, int width = 0)
    {
        StringWriter output = new() { NewLine = "\n" };
        new TextConnectionWriter(output, new TextOptions { Width = width }).Write(connection);
        return output.ToString();
    }
}
