using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// Where a record is decrypted with what the record before left (an IV, a place in a key stream, a history), a changed capture shows
/// nothing but what the unchanged one does: whole records, or behind a gap the end of one.
/// </summary>
public sealed class ImplicitIvTests
{
    private const int ChangesOfOne = 16;

    /// <summary>
    /// Protections whose records depend on earlier ones: stream ciphers and CBC before TLS 1.1; and a MAC that does not cover the cipher.
    /// </summary>
    public static IEnumerable<object[]> Kinds => Protections.Kinds
        .Where(p => !p.Version.IsTls13() && p.CipherSuite.Mac != MacAlgorithm.Aead &&
            (p.EncryptThenMac || p.CipherSuite.Mode != CipherMode.Cbc || p.Version <= ProtocolVersion.Tls10))
        .Select(p => new object[] { p.CipherSuite.Name, p.CipherSuite.Id, (ushort)p.Version, p.EncryptThenMac, p.TruncatedHmac });

    /// <summary>The recorded ones of TLS 1.0 and SSL 3.0.</summary>
    public static TheoryData<string> Captures => [.. Repository.Cases.Where(IsRecordedBeforeTls11)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_connection_shows_nothing_that_was_not_sent(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        ScriptedConnection made =
            ScriptedConnection.Of(new RecordProtection((ProtocolVersion)version, CipherSuite.Find((CipherSuiteId)id)!, etm, truncated));
        Dissection right = Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys);
        Assert.Equal(24, right.Records.Count);
        ChangedRecords changes = new(made.Records, new Random(id * 4 + (etm ? 1 : 0) + (truncated ? 2 : 0)));
        for (int i = 0; i < ChangesOfOne; i++)
            SentPlaintext.AssertNothingElse(right, Dissection.Of(changes.Next(out string what), made.Keys), $"{name}, change {i}, {what}");
    }

    [Theory]
    [InlineData(0x0005, 0x0300)]
    [InlineData(0x0002, 0x0301)]
    [InlineData(0x002F, 0x0301)]
    [InlineData(0x002F, 0x0302)]
    [InlineData(0x009C, 0x0303)]
    public void A_changed_compressed_connection_shows_nothing_that_was_not_sent(ushort id, ushort version)
    {
        foreach (bool etm in new[] { false, true })
        {
            ScriptedConnection made =
                ScriptedConnection.Of(
                    new RecordProtection((ProtocolVersion)version, CipherSuite.Find((CipherSuiteId)id)!, etm, CompressionMethod: 1));
            Dissection right = Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys);
            Assert.Equal(24, right.Records.Count);
            ChangedRecords changes = new(made.Records, new Random(id));
            for (int i = 0; i < 4 * ChangesOfOne; i++)
                SentPlaintext.AssertNothingElse(right, Dissection.Of(changes.Next(out string what), made.Keys), $"change {i}, {what}");
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_changed_capture_shows_nothing_that_was_not_sent(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<(int Side, byte[] Bytes)> records = [];
        foreach ((int side, byte[] data) in conversation.Turns)
        {
            foreach ((int start, int end, _) in CapturedConversation.Records(data))
                records.Add((side, data[start..Math.Min(end, data.Length)]));
        }

        Dissection right = Dissection.Of(ScriptedConnection.Segments(records), conversation.Keys);
        Assert.NotEmpty(right.Records);
        ChangedRecords changes = new(records, new Random(3));
        for (int i = 0; i < ChangesOfOne; i++)
            SentPlaintext.AssertNothingElse(right, Dissection.Of(changes.Next(out string what), conversation.Keys), $"change {i}, {what}");
    }

    [Fact]
    public void The_block_after_a_changed_record_is_not_shown_and_the_rest_is()
    {
        ScriptedConnection made =
            ScriptedConnection.Of(
                new RecordProtection(ProtocolVersion.Tls10, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA)!,
                    EncryptThenMac: true));
        List<string> whole = Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys).Plaintext(Sender.Client);
        (int Side, byte[] Bytes)[] records = [.. made.Records];
        int empty = Array.FindIndex(records, record => record.Bytes[0] == (byte)ContentType.ApplicationData);
        // All of the block that is the next record's IV but its padding's length.
        for (int at = 0; at < 15; at++) records[empty].Bytes[RecordHeader.Size + at] ^= 0x11;

        Dissection changed = Dissection.Of(ScriptedConnection.Segments(records), made.Keys);

        Assert.Equal(["", whole[1][(2 * 16)..], .. whole[2..]], ["", .. changed.Plaintext(Sender.Client)]);
        Assert.Contains(0, changed.AfterGap);
        Assert.Equal((DecryptionStatus.Partial, DecryptionReason.BadRecordMac), (changed.Connection.Status, changed.Connection.Reason));
    }

    [Fact]
    public void An_injected_record_leaves_the_next_whole()
    {
        foreach (RecordProtection protection in Protections.Kinds.Where(protection => !protection.Version.IsTls13()))
        {
            ScriptedConnection made = ScriptedConnection.Of(protection);
            Dissection right = Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys);
            List<(int Side, byte[] Bytes)> records = [.. made.Records];
            records.Insert(10, (0, [(byte)ContentType.ApplicationData, .. made.Records[^1].Bytes[1..3], 0, 64, .. new byte[64]]));

            Dissection changed = Dissection.Of(ScriptedConnection.Segments(records), made.Keys);

            Assert.True(right.Records.SequenceEqual(changed.Records), protection.ToString());
            Assert.Equal(DecryptionStatus.Partial, changed.Connection.Status);
        }
    }

    /// <summary>
    /// The MAC of encrypt_then_mac is right under any cipher that a changed ServerHello names, also under none, and compression is not its
    /// matter.
    /// </summary>
    [Theory]
    [InlineData(0x002F, 0, 0x0041, 0)] // AES-128 as Camellia-128
    [InlineData(0x0041, 0, 0x002F, 0)]
    [InlineData(0x0035, 0, 0x0096, 0)] // AES-256 as SEED
    [InlineData(0x000A, 0, 0x0009, 0)] // 3DES as DES
    [InlineData(0x002F, 0, 0x0002, 0)] // AES-128 as NULL
    [InlineData(0x0002, 0, 0x002F, 0)]
    [InlineData(0x002F, 1, 0x002F, 0)] // DEFLATE as none
    [InlineData(0x002F, 0, 0x002F, 1)]
    public void What_a_changed_hello_says_of_the_protection_shows_nothing(ushort right, byte rightMethod, ushort wrong, byte wrongMethod)
    {
        foreach (ProtocolVersion version in (ProtocolVersion[])[ProtocolVersion.Tls10, ProtocolVersion.Tls11, ProtocolVersion.Tls12])
        {
            RecordProtection protection =
                new(version, CipherSuite.Find((CipherSuiteId)right)!, EncryptThenMac: true, CompressionMethod: rightMethod);
            ScriptedConnection made =
                ScriptedConnection.Of(protection,
                    protection with { CipherSuite = CipherSuite.Find((CipherSuiteId)wrong)!, CompressionMethod = wrongMethod });
            Assert.Empty(Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys).Records);
            // Also where both Finished were lost.
            List<Segment> segments = ScriptedConnection.Segments(made.Records);
            Segment[] finished = [.. segments.Where(segment => segment.Payload[0] == (byte)ContentType.Handshake).Skip(3)];
            Assert.Equal(2, finished.Length);
            Assert.Empty(Dissection.Of(segments.Except(finished), made.Keys).Records);
        }
    }

    [Fact]
    public void A_message_does_not_go_on_over_a_record_that_is_damaged()
    {
        ScriptedConnection made =
            ScriptedConnection.Of(
                new RecordProtection(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!));
        byte[] ticket = ScriptedConnection.Message(4, [0, 0, 0, 9, 1, 34, .. new byte[290]]);
        int first = made.Records.Count;
        foreach (byte[] fragment in ticket.Chunk(100).Concat(ticket.Chunk(300))) made.Add(1, ContentType.Handshake, fragment);
        Assert.Equal([null, null], Tickets());

        made.Records[first + 1].Bytes[^1] ^= 1;
        Assert.Equal(["truncated: 96 of 296 bytes", null], Tickets());

        IEnumerable<string?> Tickets() =>
            Dissection.Of(ScriptedConnection.Segments(made.Records), made.Keys).Connection.Messages.Where(
                m => m.Name == "new_session_ticket").Select(m => m.Malformed);
    }

    private static bool IsRecordedBeforeTls11(string name) =>
        name.StartsWith("ssl3-", StringComparison.Ordinal) ||
            (name.Contains("tls10-", StringComparison.Ordinal) && !name.StartsWith("dtls", StringComparison.Ordinal)) ||
            name is "truncated-hmac-etm" or "empty-records" or "compressed-records-ssl3";
}
