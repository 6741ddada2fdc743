using System.Text;
using TlsDissect.Keys;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Keys;

/// <summary>Secrets of any length, from a truncated or hostile key log, affect nothing but themselves.</summary>
public sealed class SecretLengthTests
{
    private const int MaxLength = 70;

    public static TheoryData<string> Captures =>
    [
        "tls13-aes128-gcm", "tls13-aes256-gcm", "tls13-chacha20", "tls13-sm4-gcm-sm3", "tls13-sha384-sha384", "tls13-key-update",
        "tls13-early-data-accepted", "tls13-early-data-rejected",
        "tls13-psk-dhe-ke-keylog", "tls12-ecdhe-keylog", "lost-hellos-tls13", "lost-server-hello-tls13", "mid-stream-tls13-key-update",
        "tls12-lost-client-hello-keylog",
    ];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Secrets_of_any_length_stop_nothing_and_decrypt_only_where_they_are_whole(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        string[] lines = LinesOf(conversation);
        for (int length = 0; length <= MaxLength; length++)
        {
            Dissection dissection = Dissect(conversation, lines.Select(line => WithSecretOf(length, line)));
            Assert.Empty(dissection.Faults);
            if (lines.All(line => line.Split(' ')[2].Length != 2 * length))
                Assert.All(dissection.Connections, connection => Assert.Null(connection.Secret));
        }
    }

    /// <summary>Label by label, while the others are whole: what one secret opens leads to the next.</summary>
    [Theory]
    [InlineData("tls13-aes256-gcm")]
    [InlineData("tls13-key-update")]
    [InlineData("tls13-early-data-accepted")]
    public void One_label_s_secrets_of_any_length_stop_nothing(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        string[] lines = LinesOf(conversation);
        foreach (string label in lines.Select(line => line.Split(' ')[0]).Distinct())
        {
            for (int length = 0; length <= MaxLength; length++)
                Assert.Empty(
                    Dissect(conversation,
                        lines.Select(
                            line => line.StartsWith(label + " ", StringComparison.Ordinal) ? WithSecretOf(length, line) : line)).Faults);
        }
    }

    [Theory]
    [InlineData("psk-tls12")]
    [InlineData("tls13-psk-ke")]
    [InlineData("tls13-psk-dhe-ke")]
    public void Pre_shared_keys_of_any_length_stop_nothing(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        for (int length = 0; length <= MaxLength; length++)
            Assert.Empty(
                Dissection.Of(conversation.Segments(1448), new KeyRing([], null, [new PreSharedKey(null, new byte[length])])).Faults);
    }

    [Theory]
    [InlineData("CLIENT_RANDOM", 48)]
    [InlineData("CLIENT_EARLY_TRAFFIC_SECRET", 32, 48, 64)]
    [InlineData("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 32, 48, 64)]
    [InlineData("SERVER_HANDSHAKE_TRAFFIC_SECRET", 32, 48, 64)]
    [InlineData("CLIENT_TRAFFIC_SECRET_0", 32, 48, 64)]
    [InlineData("SERVER_TRAFFIC_SECRET_0", 32, 48, 64)]
    [InlineData("SERVER_TRAFFIC_SECRET_7", 32, 48, 64)]
    [InlineData("CLIENT_TRAFFIC_SECRET_N", 32, 48, 64)]
    [InlineData("EXPORTER_SECRET", 32, 48, 64)]
    [InlineData("EARLY_EXPORTER_SECRET", 32, 48, 64)]
    [InlineData("EARLY_EXPORTER_MASTER_SECRET", 32, 48, 64)]
    public void A_line_whose_secret_cannot_have_its_length_is_junk(string label, params int[] lengths)
    {
        string random = new('a', 64);
        for (int length = 0; length <= MaxLength; length++)
        {
            KeyLogParser feed =
                new KeyLog().Add(Encoding.ASCII.GetBytes($"{label} {random} {new string('b', 2 * length)}"), "log",
                    fromSecretsBlock: false);
            Assert.Equal((lengths.Contains(length) ? 1 : 0, 1), (feed.Secrets, feed.Secrets + feed.InvalidLines));
        }
    }

    [Theory]
    [InlineData("RSA Session-ID:{0} Master-Key:{1}", 48)]
    [InlineData("RSA {0} {1}", 48)]
    public void So_is_one_of_NSS(string form, int only)
    {
        for (int length = 0; length <= MaxLength; length++)
        {
            string line = string.Format(null, form, "0011223344556677", new string('c', 2 * length));
            Assert.Equal(length == only ? 1 : 0, new KeyLog().Add(Encoding.ASCII.GetBytes(line), "log", fromSecretsBlock: false).Secrets);
        }
    }

    private static string[] LinesOf(CapturedConversation conversation)
    {
        string[] arguments = File.ReadAllLines(Path.Combine(conversation.Folder, "args"));
        string log = arguments[Array.IndexOf(arguments, "--keylog") + 1];
        return [.. File.ReadAllLines(Path.Combine(conversation.Folder, log)).Where(line => line.Split(' ').Length == 3 && line[0] != '#')];
    }

    /// <summary>The line with its secret cut, or with more behind it.</summary>
    private static string WithSecretOf(int length, string line)
    {
        string[] words = line.Split(' ');
        return $"{words[0]} {words[1]} {words[2].PadRight(2 * length, 'd')[..(2 * length)]}";
    }

    private static Dissection Dissect(CapturedConversation conversation, IEnumerable<string> lines)
    {
        KeyRing keys = new([], null);
        keys.AddSecretsBlock(Encoding.ASCII.GetBytes(string.Join('\n', lines)), "capture");
        return Dissection.Of(conversation.Segments(1448), keys);
    }
}
