using System.Security.Cryptography;
using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Secrets;

/// <summary>Connections whose hellos were not captured: a key log decrypts them, with only their own lines.</summary>
public sealed class MissingHelloTests
{
    private static readonly string[] Transfers13 =
        ["transfer-tls13-aes128-gcm", "transfer-tls13-ccm8", "tls13-key-update", "tls13-padding", "tls13-chacha20", "tls13-aes256-gcm",
            "tls13-sm4-gcm-sm3", "tls13-sha384-sha384"];

    public static TheoryData<string> Tls13 => new(Transfers13);

    /// <summary>One capture of each version and kind of protection.</summary>
    public static TheoryData<string> Kinds => new(Distinct());

    [Theory]
    [MemberData(nameof(Tls13))]
    public void Wherever_the_capture_starts_the_rest_is_opened(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        KeyRing keys = Among(Decoys(20), LinesOf(conversation));
        List<Segment> segments = conversation.Segments(700);
        Dissection whole = Dissection.Of(segments, keys);
        for (int first = 1; first < segments.Count; first += Math.Max(1, segments.Count / 12))
        {
            Dissection cut = Dissection.Of(segments.Skip(first), keys, withSyn: false);
            foreach (Sender sender in new[] { Sender.Client, Sender.Server })
            {
                List<string> expected = Of(whole, sender), actual = Of(cut, sender);
                Assert.True(expected.TakeLast(actual.Count).SequenceEqual(actual), $"from segment {first}: {sender}");
                // A record of which the start is missing is lost; a single one proves no place.
                int left = segments.Skip(first).Where(segment => segment.Side == (int)sender).Sum(segment => segment.Payload.Length);
                int later = expected.AsEnumerable().Reverse().TakeWhile(record => (left -= record.Length / 2 + 64) > 0).Count();
                Assert.True(actual.Count >= later - 2, $"from segment {first}: {sender} has {actual.Count} records, not {later}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_servers_side_alone_is_opened_with_a_key_log(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        KeyRing keys = Among(Decoys(20), LinesOf(conversation));
        Dissection whole = Dissection.Of(conversation.Segments(1448), keys);

        Dissection server = Dissection.Of(conversation.Segments(1448).Where(segment => segment.Side == 1), keys, withSyn: false);

        Assert.Equal(Of(whole, Sender.Server), Of(server, Sender.Server));
        Assert.Contains(server.Connection.Status, new[] { DecryptionStatus.Decrypted, DecryptionStatus.NotNeeded });
        Assert.Equal(whole.Connection.ClientHellos[^1].Random, server.Connection.TrialClientRandom.ToArray());
        Assert.Null(server.Connection.ServerFinishedVerified);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_the_clients_side_alone_TLS_1_3_is_opened_and_before_the_reason_is_right(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        KeyRing keys = Among(Decoys(20), LinesOf(conversation));
        Dissection whole = Dissection.Of(conversation.Segments(1448), keys);

        Dissection client = Dissection.Of(conversation.Segments(1448).Where(segment => segment.Side == 0), keys, withSyn: false);

        bool isTls13 = whole.Connection.Version.IsTls13();
        Assert.Equal(isTls13 ? Of(whole, Sender.Client) : [], Of(client, Sender.Client));
        if (!isTls13) Assert.Equal(DecryptionReason.MissingServerHello, client.Connection.Reason);
        Assert.Null(client.Connection.ClientFinishedVerified);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Secrets_of_others_open_nothing(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<string> changed = [.. LinesOf(conversation).Select(line => line[..^1] + (line[^1] == '0' ? '1' : '0'))];
        KeyRing keys = Among(Decoys(20), changed);
        List<Segment> segments = conversation.Segments(1448);
        foreach (IEnumerable<Segment> part in new[] { segments.Where(segment => segment.Side == 1),
            segments.Where(segment => segment.Side == 0), segments.Skip(3) })
        {
            Dissection dissection = Dissection.Of(part, keys, withSyn: false);
            // A NULL cipher is readable, but not authenticated.
            Assert.Equal(dissection.Unauthenticated, dissection.Records.Count);
            Assert.Empty(dissection.Secrets);
            foreach (ConnectionSummary connection in dissection.Connections) Assert.True(connection.TrialClientRandom.IsEmpty);
        }
    }

    [Theory]
    [MemberData(nameof(Tls13))]
    public void A_changed_byte_is_never_shown(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        KeyRing keys = Among(Decoys(5), LinesOf(conversation));
        List<Segment> segments = conversation.Segments(1448);
        List<string> right = Of(Dissection.Of(segments, keys), Sender.Server);
        Random random = new(5);
        for (int i = 0; i < 12; i++)
        {
            List<Segment> changed = [.. conversation.Segments(1448).Where(segment => segment.Side == 1).Skip(1)];
            byte[] payload = changed[random.Next(changed.Count - 1)].Payload;
            payload[random.Next(payload.Length)] ^= (byte)random.Next(1, 256);
            foreach (string plaintext in Of(Dissection.Of(changed, keys, withSyn: false), Sender.Server)) Assert.Contains(plaintext, right);
        }
    }

    [Theory]
    [InlineData("transfer-tls13-aes128-gcm", 8)]
    [InlineData("transfer-tls13-ccm8", 12)]
    public void A_secret_that_comes_late_opens_from_the_start_of_the_capture(string name, int first)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        KeyRing keys = new([], null) { MayGrow = true };
        byte[][] secrets = [.. Decoys(1).Concat(LinesOf(conversation)).Select(line => Encoding.ASCII.GetBytes(line + "\n"))];
        List<Segment> segments = [.. conversation.Segments(1448).Skip(first)];

        Dissection late = Dissection.Of(segments, keys, withSyn: false, between: (dissector, index) =>
        {
            // One line at a time.
            if (index < 2 || index - 2 >= secrets.Length) return;
            keys.AddSecretsBlock(secrets[index - 2], "capture");
            dissector.KeysAdded();
        });

        Assert.Equal(Dissection.Of(segments, Among([], LinesOf(conversation)), withSyn: false).Records, late.Records);
        Assert.NotEmpty(late.Records);
    }

    [Fact]
    public void What_is_found_is_told_as_a_key_log_has_it()
    {
        CapturedConversation conversation = CapturedConversation.Load("transfer-tls13-aes128-gcm");
        List<Segment> segments = [.. conversation.Segments(1448).Skip(10)];
        Dissection found = Dissection.Of(segments, Among(Decoys(20), LinesOf(conversation)), withSyn: false);

        Dissection again = Dissection.Of(segments, Among([], found.KeyLogLines), withSyn: false);

        Assert.Equal(found.Records, again.Records);
        Assert.All(found.KeyLogLines, line => Assert.Contains(line, LinesOf(conversation)));
    }

    [Fact]
    public void The_letter_N_of_a_traffic_secret_counts_the_KeyUpdates()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-key-update");
        Dissection whole = Dissection.Of(conversation.Segments(1448), conversation.Keys);
        byte[] random = whole.Connection.ClientHellos[0].Random.ToArray();
        foreach (KeyLogLabel label in new[] { KeyLogLabel.ClientTrafficSecret0, KeyLogLabel.ServerTrafficSecret0 })
        {
            Assert.True(conversation.Keys.TryFind(label, random, out KeyLogEntry logged));
            for (int generation = 1; conversation.Keys.TryFind(label, random, out KeyLogEntry next, generation); generation++, logged =
                next)
                Assert.Equal(next.Secret,
                    Tls13KeySchedule.TryNextGeneration(ProtocolVersion.Tls13, whole.Connection.CipherSuiteParts!, logged.Secret)!);
            Assert.True(conversation.Keys.TryFind(label, random, out _, label == KeyLogLabel.ClientTrafficSecret0 ? 3 : 1));
        }
    }

    [Fact]
    public void Without_the_first_application_secret_a_later_one_opens_what_it_can()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-key-update");
        Dissection whole = Dissection.Of(conversation.Segments(1448), conversation.Keys);

        Dissection later =
            Dissection.Of(conversation.Segments(1448),
                Among([], LinesOf(conversation).Where(line => !line.Contains("TRAFFIC_SECRET_0", StringComparison.Ordinal))));

        Assert.Equal(Of(whole, Sender.Client).Skip(1), Of(later, Sender.Client));
        Assert.Equal((DecryptionStatus.Partial, DecryptionReason.NotInKeyLog), (later.Connection.Status, later.Connection.Reason));
    }

    [Fact]
    public void A_hello_that_is_read_after_the_records_changes_nothing_of_them()
    {
        CapturedConversation conversation = CapturedConversation.Load("transfer-tls13-aes128-gcm");
        List<Segment> segments = conversation.Segments(1448);
        Dissection inOrder = Dissection.Of(segments, conversation.Keys);

        Dissection serverFirst =
            Dissection.Of(segments.Where(segment => segment.Side == 1).Concat(segments.Where(segment => segment.Side == 0)),
                conversation.Keys);

        Assert.Equal(Of(inOrder, Sender.Server), Of(serverFirst, Sender.Server));
        Assert.Equal(Of(inOrder, Sender.Client), Of(serverFirst, Sender.Client));
        Assert.Equal((true, true), (serverFirst.Connection.ClientFinishedVerified, serverFirst.Connection.ServerFinishedVerified));
        Assert.True(serverFirst.Connection.TrialClientRandom.IsEmpty);
    }

    private static List<string> Of(Dissection dissection, Sender sender) =>
        [.. dissection.Records.Where(record => record.From == sender).Select(record => record.Plaintext)];

    private static KeyRing Among(IEnumerable<string> decoys, IEnumerable<string> lines)
    {
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(string.Join('\n', decoys.Concat(lines)) + "\n"), "log", fromSecretsBlock: false);
        return new KeyRing([], log);
    }

    /// <summary>The secret in the key log, or the one that the server's key leads to.</summary>
    private static List<string> LinesOf(CapturedConversation conversation)
    {
        string log = Path.Combine(conversation.Folder, "keys.log");
        return File.Exists(log)
            ? [.. File.ReadAllLines(log).Where(line => line.Length > 0 && line[0] != '#')]
            : Dissection.Of(conversation.Segments(1448), conversation.Keys).KeyLogLines;
    }

    internal static IEnumerable<string> Decoys(int connections)
    {
        string Hex(int length) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(length));
        for (int i = 0; i < connections; i++)
        {
            string random = Hex(32);
            yield return $"CLIENT_RANDOM {Hex(32)} {Hex(48)}";
            foreach (string label in new[] { "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0" })
                yield return $"{label} {random} {Hex(i % 2 == 0 ? 32 : 48)}";
        }
    }

    private static IEnumerable<string> Distinct()
    {
        HashSet<string> seen = [];
        foreach (string name in Repository.CasesOf("suites").Concat(Repository.CasesOf("versions")))
        {
            CapturedConversation conversation = CapturedConversation.Load(name);
            Dissection dissection = Dissection.Of(conversation.Segments(4096), conversation.Keys);
            if (dissection.Connections is not [
                {
                    ClientHellos.Length: 1, ServerHellos: [var hello], CipherSuiteParts: CipherSuite suite,
                    ServerFinishedVerified: true
                } connection] || connection.Version.DraftNumber() is not null) continue;
            if (connection.Status is not (DecryptionStatus.Decrypted or DecryptionStatus.NotNeeded) || dissection.KeyLogLines.Count == 0 ||
                hello.CompressionMethod != 0) continue;
            if (seen.Add($"{connection.Version} {suite.Cipher} {suite.Mode} {suite.Mac} {hello.EncryptThenMac}")) yield return name;
        }
    }
}
