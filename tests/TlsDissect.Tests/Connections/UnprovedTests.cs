using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// Only what is known is said: a secret is right only when a record proved it, and a Finished is wrong only when all messages that it
/// covers were read.
/// </summary>
public sealed class UnprovedTests
{
    public static TheoryData<string> WithLogs =>
        ["tls13-aes128-gcm", "mutual-tls13", "hello-retry-request", "tls13-post-handshake-authentication", "tls13-key-update",
            "client-certificate-refused-tls13"];

    /// <summary>Every subset of a connection's TLS 1.3 secrets.</summary>
    [Theory]
    [MemberData(nameof(WithLogs))]
    public void A_Finished_over_messages_that_stayed_encrypted_is_not_wrong(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        string[] lines = Lines(conversation);
        for (int chosen = 1; chosen < 1 << lines.Length; chosen++)
        {
            string[] some = [.. lines.Where((_, i) => (chosen >> i & 1) != 0)];
            ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), Ring(some)).Connection;
            AssertNoneWrong(connection, string.Join(' ', some.Select(line => line.Split(' ')[0])));
        }
    }

    [Theory]
    [MemberData(nameof(WithLogs))]
    [InlineData("renegotiation-tls12")]
    [InlineData("renegotiation-tls10")]
    [InlineData("tls13-early-data-accepted")]
    [InlineData("encrypted-client-hello")]
    [InlineData("resumed-by-id")]
    [InlineData("mutual-tls12")]
    public void A_Finished_over_a_record_that_was_damaged_is_not_wrong(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        bool isTls13 = Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection.Version.IsTls13();
        bool[] changed = new bool[2];
        for (int i = 0; i < conversation.Turns.Count; i++)
        {
            (int side, byte[] record) = conversation.Turns[i];
            changed[side] |= record[0] == (byte)ContentType.ChangeCipherSpec;
            bool isProtected =
                record[0] == (byte)ContentType.ApplicationData || (!isTls13 && record[0] == (byte)ContentType.Handshake && changed[side]);
            if (!isProtected) continue;
            List<(int Side, byte[] Bytes)> turns = [.. conversation.Turns];
            turns[i] = (side, [.. record[..^1], (byte)~record[^1]]);
            AssertNoneWrong(Dissection.Of(ScriptedConnection.Segments(turns), conversation.Keys).Connection, $"record {i}");
        }
    }

    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("tls12-rsa-aes128-gcm-no-ems")]
    [InlineData("tls10-rsa-aes128-sha")]
    public void A_premaster_secret_with_the_right_padding_proves_nothing(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        List<(int Side, byte[] Bytes)> turns = [.. conversation.Turns];
        int hello = turns.FindIndex(turn => turn.Side == 1);
        turns[hello].Bytes[RecordHeader.Size + 4 + 2] ^= 1; // The server random.

        ConnectionSummary connection = Dissection.Of(ScriptedConnection.Segments(turns), conversation.Keys).Connection;

        Assert.Equal((DecryptionStatus.None, DecryptionReason.KeyMismatch), (connection.Status, connection.Reason));
    }

    [Theory]
    [InlineData("CLIENT_HANDSHAKE_TRAFFIC_SECRET")]
    [InlineData("SERVER_HANDSHAKE_TRAFFIC_SECRET")]
    [InlineData("CLIENT_TRAFFIC_SECRET_0")]
    [InlineData("SERVER_TRAFFIC_SECRET_0")]
    public void A_wrong_traffic_secret_among_right_ones_is_not_damage(string label)
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-aes128-gcm");
        string[] lines =
            [.. Lines(conversation)
                .Select(line => line.StartsWith(label + " ", StringComparison.Ordinal)
                    ? line[..^2] + (line[^2] == '0' ? '1' : '0') + line[^1]
                    : line)];

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), Ring(lines)).Connection;

        Assert.Equal((DecryptionStatus.Partial, DecryptionReason.KeyMismatch), (connection.Status, connection.Reason));
    }

    [Fact]
    public void Early_data_without_its_secret_is_not_damage()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-early-data-accepted");
        string[] lines = [.. Lines(conversation).Where(line => !line.StartsWith("CLIENT_EARLY_TRAFFIC_SECRET", StringComparison.Ordinal))];

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), Ring(lines)).Connection;

        Assert.Contains(connection.ClientHellos, hello => hello.EarlyData);
        Assert.Equal((DecryptionStatus.Partial, DecryptionReason.NotInKeyLog), (connection.Status, connection.Reason));
    }

    [Fact]
    public void A_record_that_does_not_authenticate_among_others_that_do_is_damaged()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-ecdhe-keylog").ByRecords();
        for (int side = 0; side < 2; side++)
        {
            List<(int Side, byte[] Bytes)> turns = [.. conversation.Turns];
            int data = turns.FindLastIndex(turn => turn.Side == side && turn.Bytes[0] == (byte)ContentType.ApplicationData);
            turns[data] = (side, [.. turns[data].Bytes[..^1], (byte)~turns[data].Bytes[^1]]);
            ConnectionSummary connection = Dissection.Of(ScriptedConnection.Segments(turns), conversation.Keys).Connection;
            Assert.Equal((DecryptionStatus.Partial, DecryptionReason.BadRecordMac), (connection.Status, connection.Reason));
        }
    }

    private static void AssertNoneWrong(ConnectionSummary connection, string what)
    {
        Assert.True(connection.ClientFinishedVerified != false && connection.ServerFinishedVerified != false, what);
        Assert.True(!connection.Messages.Any(message => message.Verified == false), what);
    }

    private static string[] Lines(CapturedConversation conversation)
    {
        ReadOnlySpan<byte> random = conversation.Stream(0).AsSpan(RecordHeader.Size + 4 + 2, 32);
        string hex = Convert.ToHexStringLower(random);
        return [.. File.ReadAllLines(Path.Combine(conversation.Folder, "keys.log"))
            .Where(line =>
                line.Contains(hex, StringComparison.OrdinalIgnoreCase) && !line.StartsWith("EXPORTER", StringComparison.Ordinal))];
    }

    private static KeyRing Ring(IEnumerable<string> lines)
    {
        KeyLog log = new();
        foreach (string line in lines) log.Add(Encoding.ASCII.GetBytes(line + "\n"), "made", fromSecretsBlock: false);
        return new KeyRing([], log);
    }
}
