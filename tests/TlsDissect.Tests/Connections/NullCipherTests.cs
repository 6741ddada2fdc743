using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>NULL ciphers without a key: everything is readable, and shown as not authenticated.</summary>
public sealed class NullCipherTests
{
    /// <summary>The recorded cases whose cipher is NULL, of SSL 3.0 to TLS 1.3.</summary>
    public static TheoryData<string> Cases => [.. Repository.CasesOf("suites")
        .Where(name => name.Contains("-null-", StringComparison.Ordinal) || name.StartsWith("tls13-sha", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_a_key_the_same_is_shown_as_with_one(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        Dissection keyed = Dissection.Of(conversation.Segments(1448), conversation.Keys);

        Dissection open = Dissection.Of(conversation.Segments(1448), KeyRing.Empty, new DissectorOptions { MaxAwake = 0 });

        Assert.Equal(keyed.Records, open.Records);
        Assert.Equal(keyed.Connection.Messages.Select(message => (message.Name, message.Protected)),
            open.Connection.Messages.Select(message => (message.Name, message.Protected)));
        Assert.Equal(keyed.Connection.Alerts.AsEnumerable(), open.Connection.Alerts);
        Assert.Equal((DecryptionStatus.NotNeeded, true), (keyed.Connection.Status, keyed.Connection.IntegrityVerified));
        Assert.Null(keyed.Connection.Reason);
        Assert.Equal((DecryptionStatus.NotNeeded, DecryptionReason.NoKey, false),
            (open.Connection.Status, open.Connection.Reason, open.Connection.IntegrityVerified));
        Assert.Null(open.Connection.Secret);
        Assert.Null(open.Connection.ClientFinishedVerified);
        Assert.Null(open.Connection.ServerFinishedVerified);
        Assert.NotEmpty(open.Records);
        Assert.Equal(open.Records.Count, open.Unauthenticated);
        Assert.Equal(0, keyed.Unauthenticated);
    }

    [Theory]
    [InlineData("tls12-rsa-null-sha256")]
    [InlineData("ssl3-rsa-null-md5")]
    public void With_a_key_the_MAC_decides(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<Segment> segments = conversation.Segments(1448);
        int data = segments.FindIndex(segment => segment.Payload is [(byte)ContentType.ApplicationData, ..]);
        segments[data].Payload[^1] ^= 1;

        Dissection keyed = Dissection.Of(segments, conversation.Keys);

        Assert.Equal((DecryptionStatus.Partial, DecryptionReason.BadRecordMac), (keyed.Connection.Status, keyed.Connection.Reason));
        Assert.DoesNotContain(keyed.Records, record => record.From == (Sender)segments[data].Side);
    }

    [Fact]
    public void A_key_that_is_not_the_servers_changes_nothing_but_the_reason()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-rsa-null-sha256");
        using System.Security.Cryptography.RSA other = System.Security.Cryptography.RSA.Create(2048);
        using ServerKey key = new("other.key", other);

        Dissection open = Dissection.Of(conversation.Segments(1448), new KeyRing([key], null));

        Assert.Equal((DecryptionStatus.NotNeeded, DecryptionReason.KeyMismatch, false),
            (open.Connection.Status, open.Connection.Reason, open.Connection.IntegrityVerified));
        Assert.Equal(Dissection.Of(conversation.Segments(1448), conversation.Keys).Records, open.Records);
    }

    [Fact]
    public void After_a_loss_only_whole_records_are_shown()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-rsa-null-sha256");
        List<Segment> segments = conversation.Segments(60);
        List<string> all = Dissection.Of(segments, KeyRing.Empty).Plaintext(Sender.Client);
        for (int lost = 0; lost < segments.Count; lost++)
        {
            Dissection lossy = Dissection.Of(segments.Where((_, at) => at != lost), KeyRing.Empty);

            Assert.All(lossy.Connections.SelectMany(connection => lossy.Plaintext(Sender.Client)), text => Assert.Contains(text, all));
            Assert.DoesNotContain(lossy.Connections, connection => connection.IntegrityVerified == true);
        }
    }

    [Theory]
    [InlineData(0x0000, false, 0)]
    [InlineData(0x0001, false, 0)]
    [InlineData(0x0002, true, 0)]
    [InlineData(0x003B, false, 0)]
    [InlineData(0x003B, true, 1)]
    public void Every_form_of_record_is_read_without_a_key(ushort suite, bool truncatedHmac, byte compression)
    {
        RecordProtection protection =
            new(ProtocolVersion.Tls12, CipherSuite.Find((CipherSuiteId)suite)!, TruncatedHmac: truncatedHmac,
                CompressionMethod: compression);
        ScriptedConnection made = ScriptedConnection.Of(protection);

        Dissection open = Dissection.Of(ScriptedConnection.Segments(made.Records), KeyRing.Empty);

        Assert.Equal((DecryptionStatus.NotNeeded, false), (open.Connection.Status, open.Connection.IntegrityVerified));
        Assert.NotEmpty(open.Records);
        Assert.Equal(2,
            open.Connection.Messages.Count(message => message is { Name: "finished", Protected: true, Malformed: null, Verified: null }));
        if (suite != 0) Assert.Equal(Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys).Records, open.Records);
    }
}
