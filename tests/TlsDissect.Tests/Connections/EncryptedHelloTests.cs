using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Output.Json;

namespace TlsDissect.Tests.Connections;

/// <summary>Encrypted Client Hello (RFC 9849) whose inner ClientHello the key log decrypts (RFC 9850 §2.3).</summary>
public sealed partial class EncryptedHelloTests
{
    /// <summary>Cases that BoringSSL made, and the number of their connections.</summary>
    public static TheoryData<string, int> Cases => new()
    {
        { "ech-accepted", 0 }, { "ech-retry", 0 }, { "ech-rejected", 0 }, { "ech-resumed", 0 }, { "ech-resumed", 1 },
        { "ech-early-data", 0 }, { "ech-early-data", 1 },
    };

    private static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Repository.CaseFolder(name), "keys.log"));

    private static IEnumerable<string> Without(string name, string label) =>
        Lines(name).Where(line => !line.StartsWith(label, StringComparison.Ordinal));

    private static KeyRing Ring(IEnumerable<string> lines) =>
        new KeyRing().AddKeyLog(Encoding.ASCII.GetBytes(string.Join('\n', lines)), "keys.log");

    private static ConnectionSummary Dissect(string name, IEnumerable<string> lines) =>
        Dissection.Of(CapturedConversation.Load(name).Segments(1448), Ring(lines)).Connection;

    private static string Json(ConnectionSummary connection)
    {
        ArrayBufferWriter<byte> line = new();
        connection.WriteJson(line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    /// <summary>Without what depends on the packets that carried it.</summary>
    private static string WithoutPackets(string json) => PacketNumbers().Replace(json, "");

    /// <summary>What decided it, and the order of alerts, depends on when which side was read.</summary>
    private static string WithoutOutcome(string json) => Outcome().Replace(json, "");

    [GeneratedRegex("\"outcome\":\\{[^}]*\\}|\"alerts\":\\[[^\\]]*\\]")]
    private static partial Regex Outcome();

    [GeneratedRegex("\"(packet|time|end|last_packet|tcp|id|first_packet|start|key|latency)\":(\\{[^}]*\\}|[^,}]*)")]
    private static partial Regex PacketNumbers();

    /// <summary>BoringSSL wrote down the inner hellos before it encrypted them.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_inner_hellos_are_those_that_the_client_made(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), Ring(Lines(name))).Connection;
        ClientHello[] inner = [.. connection.ClientHellos.Where(hello => hello.EncryptedClientHello is { IsInner: true })];
        byte[][] made = [.. File.ReadAllLines(Path.Combine(Repository.CaseFolder(name), "inner.hex")).Select(Convert.FromHexString)];

        Assert.Equal(name == "ech-retry" ? 2 : 1, inner.Length);
        for (int i = 0; i < inner.Length; i++)
        {
            ClientHello expected = Assert.IsType<ClientHello>(HandshakeParser.Parse(TlsDissect.Protocol.HandshakeType.ClientHello,
                made[number + i].AsSpan(4), default, out _));
            Assert.Equal(expected.Random.ToArray(), inner[i].Random.ToArray());
            Assert.Equal(expected.SessionId.ToArray(), inner[i].SessionId.ToArray());
            Assert.Equal(expected.Extensions.Select(Told), inner[i].Extensions.Select(Told));
            Assert.Equal("secret.example", inner[i].ServerName);
        }

        static string Told(TlsDissect.Messages.Extensions.Extension extension) =>
            $"{extension.Type} {Convert.ToHexString(extension.Data.Span)}";
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_Finished_verify_and_the_hello_that_counts_gives_the_name(string name, int number)
    {
        bool isAccepted = name != "ech-rejected";
        ConnectionSummary connection =
            Dissection.Of(CapturedConversation.Load(name, number).Segments(1448), Ring(Lines(name))).Connection;

        Assert.Equal((DecryptionStatus.Decrypted, null), (connection.Status, connection.Reason));
        Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        Assert.Equal(isAccepted ? "secret.example" : "public.example", connection.ServerName);
        Assert.Equal(new EchOutcome { Accepted = isAccepted, IsDecrypted = true, OuterServerName = "public.example" },
            connection.EncryptedClientHello);
        Assert.Empty(connection.Notes);
    }

    /// <summary>A program that logs while it is captured: each line may come at any time.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void It_does_not_matter_when_the_lines_come(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        List<Segment> segments = [.. conversation.Segments(1448)];
        string[] lines = Lines(name);
        string expected = WithoutOutcome(Json(Dissection.Of(segments, Ring(lines)).Connection));

        for (int at = 0; at < segments.Count; at++)
        {
            foreach (string[] order in (string[][])[lines, [.. Without(name, "ECH_"), .. lines]])
            {
                KeyRing keys = new() { MayGrow = true };
                Dissection late = Dissection.Of(segments, keys, null, between: (dissector, index) =>
                {
                    if (index < at) return;
                    foreach (string line in index == at ? order : [])
                    {
                        keys.AddKeyLog(Encoding.ASCII.GetBytes(line), "keys.log");
                        dissector.KeysAdded();
                    }
                });
                Assert.Equal(expected, WithoutOutcome(Json(late.Connection)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nor_does_it_how_the_bytes_are_split_or_which_side_is_read_first(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        string expected = WithoutPackets(Json(Dissection.Of(conversation.Segments(1448), Ring(Lines(name))).Connection));

        Assert.Equal(expected, WithoutPackets(Json(Dissection.Of(conversation.Segments(7), Ring(Lines(name))).Connection)));
        foreach (int side in (int[])[0, 1])
        {
            ConnectionSummary connection =
                Dissection.Of(conversation.OneSideFirst(side).Segments(1448), Ring(Lines(name))).Connection;
            Assert.Equal(name == "ech-rejected" ? "public.example" : "secret.example", connection.ServerName);
            Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        }
    }

    [Fact]
    public void With_the_configuration_alone_the_secrets_are_found_by_trial_as_without()
    {
        ConnectionSummary connection = Dissect("ech-accepted", Without("ech-accepted", "ECH_SECRET"));
        Assert.Equal(DecryptionStatus.Decrypted, connection.Status);
        Assert.Equal("public.example", connection.ServerName);
        Assert.Equal(new EchOutcome { Accepted = true, OuterServerName = "public.example" }, connection.EncryptedClientHello);
        Assert.Contains("Encrypted Client Hello", Assert.Single(connection.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_secret_alone_it_is_told_what_is_missing()
    {
        ConnectionSummary connection = Dissect("ech-accepted", Without("ech-accepted", "ECH_CONFIG"));
        Assert.Equal((DecryptionStatus.Decrypted, false), (connection.Status, connection.EncryptedClientHello!.IsDecrypted));
        Assert.Contains("without ECH_CONFIG, the ECH_SECRET of the key log does not decrypt the encrypted ClientHello", connection.Notes);
    }

    [Fact]
    public void Lines_of_the_capture_itself_are_not_called_a_key_log()
    {
        string[] lines = [.. Without("ech-accepted", "ECH_CONFIG")];
        KeyRing keys = new();
        keys.AddSecretsBlock(Encoding.ASCII.GetBytes(string.Join('\n', lines)), "capture.pcapng");
        ConnectionSummary connection = Dissection.Of(CapturedConversation.Load("ech-accepted").Segments(1448), keys).Connection;
        Assert.Contains("without ECH_CONFIG, the ECH_SECRET of the capture's secrets block does not decrypt the encrypted ClientHello",
            connection.Notes);
    }

    /// <summary>Each byte of the secret and of the configuration counts, but the others decrypt the connection even so.</summary>
    [Theory]
    [InlineData("ECH_SECRET")]
    [InlineData("ECH_CONFIG")]
    public void A_wrong_line_decrypts_nothing_and_is_told(string label)
    {
        string[] lines = [.. Lines("ech-accepted").Select(line => line.StartsWith(label, StringComparison.Ordinal)
            ? line[..^1] + (line[^1] == '0' ? '1' : '0') : line)];
        ConnectionSummary connection = Dissect("ech-accepted", lines);

        Assert.Equal((DecryptionStatus.Decrypted, "public.example"), (connection.Status, connection.ServerName));
        Assert.Equal(new EchOutcome { Accepted = true, OuterServerName = "public.example" }, connection.EncryptedClientHello);
        Assert.Contains(connection.Notes, note => note.Contains("do not decrypt", StringComparison.Ordinal));

        // The right one beside it.
        ConnectionSummary both = Dissect("ech-accepted", lines.Concat(Lines("ech-accepted")));
        Assert.Equal("secret.example", both.ServerName);
        Assert.Empty(both.Notes);
    }

    [Fact]
    public void Only_the_two_lines_give_the_name_and_whether_it_was_accepted()
    {
        foreach ((string name, bool isAccepted) in ((string, bool)[])[("ech-accepted", true), ("ech-retry", true), ("ech-rejected", false)])
        {
            ConnectionSummary connection = Dissect(name, Lines(name).Where(line => line.StartsWith("ECH_", StringComparison.Ordinal)));
            Assert.Equal(DecryptionStatus.None, connection.Status);
            Assert.Equal(new EchOutcome { Accepted = isAccepted, IsDecrypted = true, OuterServerName = "public.example" },
                connection.EncryptedClientHello);
            Assert.Equal(isAccepted ? "secret.example" : "public.example", connection.ServerName);
        }
    }

    [Fact]
    public void Without_keys_nothing_tells_whether_it_was_meant_or_accepted()
    {
        foreach (string name in (string[])["ech-accepted", "ech-rejected", "ech-grease"])
        {
            ConnectionSummary connection = Dissect(name, []);
            Assert.Equal((null, false), (connection.EncryptedClientHello!.Accepted, connection.EncryptedClientHello.IsDecrypted));
        }

        // The Finished of the outer hello verifies, so no inner one counts.
        Assert.Equal(false, Dissect("ech-grease", Lines("ech-grease")).EncryptedClientHello!.Accepted);
        Assert.Equal(false, Dissect("ech-rejected",
            Without("ech-rejected", "ECH_")).EncryptedClientHello!.Accepted);
    }

    /// <summary>The payload is authenticated with the whole outer hello, and the confirmation with the whole inner one.</summary>
    [Fact]
    public void Each_byte_of_the_hellos_is_authenticated()
    {
        CapturedConversation conversation = CapturedConversation.Load("ech-accepted");
        KeyRing keys = Ring(Lines("ech-accepted").Where(line => line.StartsWith("ECH_", StringComparison.Ordinal)));
        (int _, byte[] hello) = conversation.Turns[0];
        for (int at = 5 + 4 + 2 + 32; at < hello.Length; at += 3)
        {
            byte[] changed = [.. hello];
            changed[at] ^= 1;
            Dissection damaged = Dissection.Of(
                conversation.Only([(0, changed), .. conversation.Turns.Skip(1)]).Segments(1448), keys);
            Assert.Empty(damaged.Faults);
            Assert.All(damaged.Connections, connection => Assert.NotEqual(true, connection.EncryptedClientHello?.IsDecrypted));
        }

        // The confirmation at the end of the server's random.
        (int _, byte[] answer) = conversation.Turns[1];
        for (int at = 5 + 4 + 2; at < 5 + 4 + 2 + 32; at++)
        {
            byte[] changed = [.. answer];
            changed[at] ^= 0x80;
            EchOutcome outcome = Dissection.Of(
                conversation.Only([conversation.Turns[0], (1, changed), .. conversation.Turns.Skip(2)]).Segments(1448), keys)
                .Connection.EncryptedClientHello!;
            Assert.Equal((false, true), (outcome.Accepted, outcome.IsDecrypted));
        }
    }

    /// <summary>The confirmation cannot be computed then, and nothing says that it is wrong.</summary>
    [Fact]
    public void Without_the_HelloRetryRequest_acceptance_is_not_judged_by_the_confirmation()
    {
        CapturedConversation conversation = CapturedConversation.Load("ech-retry").ByRecords();
        int retry = conversation.Turns.ToList().FindIndex(turn => turn.Side == 1);
        List<Segment> segments = [.. conversation.Segments(1448)];
        KeyRing keys = Ring(Lines("ech-retry").Where(line => line.StartsWith("ECH_", StringComparison.Ordinal)));
        ConnectionSummary connection = Dissection.Of(segments.Where((_, index) => index != retry), keys).Connection;

        Assert.True(connection.Tcp!.Gaps > 0);
        Assert.Equal((null, true), (connection.EncryptedClientHello!.Accepted, connection.EncryptedClientHello.IsDecrypted));
    }

    /// <summary>Any message, all before one, or a side: what is then claimed is true nevertheless.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Whatever_is_missing_no_wrong_answer_of_the_server_is_claimed(string name, int number)
    {
        bool isAccepted = name != "ech-rejected";
        List<Segment> segments = [.. CapturedConversation.Load(name, number).ByRecords().Segments(1448)];
        IEnumerable<IEnumerable<Segment>> captured =
        [
            .. segments.Select(missing => segments.Where(segment => segment != missing)),
            .. segments.Select((_, missing) => segments.Skip(missing)),
            .. ((int[])[0, 1]).Select(side => segments.Where(segment => segment.Side == side)),
        ];
        foreach (IEnumerable<Segment> some in captured)
        {
            foreach (string[] lines in (string[][])[Lines(name), [.. Without(name, "ECH_")], [.. Without(name, "ECH_CONFIG")]])
            {
                Dissection dissection = Dissection.Of(some, Ring(lines));
                Assert.Empty(dissection.Faults);
                foreach (ConnectionSummary connection in dissection.Connections)
                {
                    if (connection.EncryptedClientHello is not EchOutcome outcome) continue;
                    Assert.NotEqual(!isAccepted, outcome.Accepted);
                    if (outcome is not { Accepted: true, IsDecrypted: true }) continue;
                    Assert.Equal("secret.example", connection.ServerName);
                    Assert.DoesNotContain(connection.Notes, note => note.Contains("inner hello is encrypted", StringComparison.Ordinal));
                }
            }
        }
    }

    /// <summary>The secrets are logged under the random of the inner hello, which both inner hellos have.</summary>
    [Fact]
    public void Without_the_first_hello_the_second_finds_the_secrets()
    {
        CapturedConversation conversation = CapturedConversation.Load("ech-retry").ByRecords();
        List<Segment> segments = [.. conversation.Segments(1448)];
        int second = conversation.Turns.ToList().FindLastIndex(turn => turn is { Side: 0, Data: [22, ..] });
        ConnectionSummary connection = Dissection.Of(segments.Skip(second), Ring(Lines("ech-retry"))).Connection;

        Assert.True(connection is { ClientData.Bytes: > 0, ServerData.Bytes: > 0 });
        Assert.Equal("secret.example", connection.ServerName);
        Assert.Equal(new EchOutcome { Accepted = true, IsDecrypted = true, OuterServerName = "public.example" },
            connection.EncryptedClientHello);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_lines_that_were_of_use_are_exported_and_suffice(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        Dissection all = Dissection.Of(conversation.Segments(1448), Ring(Lines(name)));
        Assert.Equal(1, all.Secrets.Count(label => label == KeyLogLabel.EchSecret));
        Assert.Equal(1, all.Secrets.Count(label => label == KeyLogLabel.EchConfig));

        Dissection again = Dissection.Of(conversation.Segments(1448), Ring(all.KeyLogLines));
        Assert.Equal(Json(all.Connection), Json(again.Connection));
    }

    /// <summary>A connection that nothing decrypts rests; the lines that come then wake it.</summary>
    [Theory]
    [InlineData("ech-accepted")]
    [InlineData("ech-retry")]
    public void A_resting_connection_learns_its_name_too(string name)
    {
        List<Segment> segments = [.. CapturedConversation.Load(name).Segments(1448)];
        string[] lines = [.. Lines(name).Where(line => line.StartsWith("ECH_", StringComparison.Ordinal))];
        foreach (int maxAwake in (int[])[0, int.MaxValue])
        {
            KeyRing keys = new() { MayGrow = true };
            ConnectionSummary connection = Dissection.Of(segments, keys,
                new DissectorOptions { MaxAwake = maxAwake, MaxWaitingBytes = 10 }, between: (dissector, index) =>
            {
                if (index != segments.Count - 2) return;
                keys.AddKeyLog(Encoding.ASCII.GetBytes(string.Join('\n', lines)), "keys.log");
                dissector.KeysAdded();
            }).Connection;
            Assert.Equal(("secret.example", true), (connection.ServerName, connection.EncryptedClientHello!.Accepted));
        }
    }
}
