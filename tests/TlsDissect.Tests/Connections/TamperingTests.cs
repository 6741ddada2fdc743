using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>One changed byte is noticed, whatever it belongs to, with every kind of cipher that was recorded.</summary>
public sealed class TamperingTests
{
    private const int BytesPerCapture = 24;

    /// <summary>One capture for each kind of record protection.</summary>
    public static TheoryData<string> Captures => new(Distinct());

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_changed_byte_under_protection_is_never_shown(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        Dissection right = Dissection.Of(conversation.Segments(4096), conversation.Keys);
        List<(int Side, int At)> places = [.. Protected(conversation)];
        Random random = new(11);
        for (int i = 0; i < BytesPerCapture; i++)
        {
            (int side, int at) = places[random.Next(places.Count)];
            Dissection changed = Dissection.Of(Changed(conversation, side, at, (byte)random.Next(1, 256)), conversation.Keys);

            Assert.True(changed.Connection.Status is DecryptionStatus.Partial or DecryptionStatus.None,
                $"byte {at} of side {side}: {changed.Connection.Status}");
            Assert.NotNull(changed.Connection.Reason);
            SentPlaintext.AssertNothingElse(right, changed, $"byte {at} of side {side}");
        }
    }

    [Theory]
    [InlineData("tls12-rsa-aes128-gcm-no-ems")]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("tls10-rsa-aes128-sha-no-ems")]
    public void A_changed_hello_is_noticed(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        // In the list of suites: whatever is negotiated stays the same.
        int at = 5 + 4 + 2 + 32;
        at += 1 + conversation.Stream(0)[at] + 2;

        ConnectionSummary connection = Dissection.Of(Changed(conversation, 0, at, 0x40), conversation.Keys).Connection;

        Assert.False(connection is { Status: DecryptionStatus.Decrypted, ClientFinishedVerified: true });
        Assert.False(connection is { Status: DecryptionStatus.Decrypted, ServerFinishedVerified: true });
    }

    [Theory]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("tls12-ecdhe-keylog")]
    public void A_changed_key_decrypts_nothing(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        string[] lines = File.ReadAllLines(Path.Combine(conversation.Folder, "keys.log"));
        KeyLog log = new();
        foreach (string line in lines.Where(line => !line.StartsWith('#')))
        {
            string changed = line[..^1] + (line[^1] == '0' ? '1' : '0');
            log.Add(System.Text.Encoding.ASCII.GetBytes(changed + "\n"), "changed", fromSecretsBlock: false);
        }

        Dissection dissection = Dissection.Of(conversation.Segments(1448), new KeyRing([], log));

        Assert.Equal(DecryptionStatus.None, dissection.Connection.Status);
        Assert.Empty(dissection.Records);
        Assert.Equal(DecryptionReason.KeyMismatch, dissection.Connection.Reason);
    }

    private static IEnumerable<string> Distinct()
    {
        HashSet<string> seen = [];
        foreach (string name in Repository.CasesOf("suites").Concat(Repository.CasesOf("versions")))
        {
            CapturedConversation conversation = CapturedConversation.Load(name);
            ConnectionSummary? connection = Dissection.Of(conversation.Segments(4096), conversation.Keys).Connections.FirstOrDefault();
            // SSL 3.0 does not authenticate the bytes of its padding (RFC 6101 §5.2.3.2).
            if (connection is null || connection.Version < ProtocolVersion.Tls10 || connection.Status != DecryptionStatus.Decrypted ||
                connection.CipherSuiteParts is not CipherSuite suite) continue;
            bool encryptThenMac = connection.ServerHellos is [.., { EncryptThenMac: true }] && suite.Mode == CipherMode.Cbc;
            if (seen.Add($"{connection.Version} {suite.Cipher} {suite.Mode} {suite.Mac} {encryptThenMac}")) yield return name;
        }
    }

    /// <summary>All bytes of fragments that are protected.</summary>
    private static IEnumerable<(int Side, int At)> Protected(CapturedConversation conversation)
    {
        for (int side = 0; side < 2; side++)
        {
            bool changed = false;
            foreach ((int start, int end, RecordHeader header) in CapturedConversation.Records(conversation.Stream(side)))
            {
                for (int at = start + 5; at < end && (changed || header.Type == ContentType.ApplicationData); at++) yield return (side, at);
                changed |= header.Type == ContentType.ChangeCipherSpec && !conversation.Folder.Contains("tls13", StringComparison.Ordinal);
            }
        }
    }

    private static List<Segment> Changed(CapturedConversation conversation, int side, int at, byte mask)
    {
        List<Segment> segments = conversation.Segments(4096);
        Segment hit = segments.First(segment => segment.Side == side && segment.Offset <= at && segment.End > at);
        hit.Payload[at - hit.Offset] ^= mask;
        return segments;
    }
}
