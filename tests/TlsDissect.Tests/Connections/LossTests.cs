using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>After lost segments all records but those that the hole touches decrypt, in every kind of cipher.</summary>
public sealed class LossTests
{
    /// <summary>A large number of small records, and a small number of large ones.</summary>
    public static TheoryData<string> Transfers =>
        new(Repository.Cases.Where(name => name.Contains("transfer", StringComparison.Ordinal)).Order());

    /// <summary>Records of a direction with what was read of each, and the first byte that must be there to read it.</summary>
    private sealed record Touchable(int Start, int End, string? Plaintext);

    [Theory]
    [MemberData(nameof(Transfers))]
    public void One_lost_segment_loses_only_the_records_that_it_touches(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        foreach (int size in new[] { 1448, 536 })
        {
            List<Segment> segments = conversation.Segments(size);
            List<Segment> data = AfterHandshake(conversation, segments);
            for (int i = 0; i < data.Count; i += Math.Max(1, data.Count / 24))
                AssertOnlyTouchedRecordsAreLost(conversation, segments, [data[i]]);
        }
    }

    [Theory]
    [MemberData(nameof(Transfers))]
    public void Several_losses_lose_only_the_records_that_they_touch(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<Segment> segments = conversation.Segments(1000);
        List<Segment> data = AfterHandshake(conversation, segments);
        AssertOnlyTouchedRecordsAreLost(conversation, segments, [.. data.Where((_, i) => i % 7 == 3)]);
        AssertOnlyTouchedRecordsAreLost(conversation, segments, [.. data.Skip(3).Take(data.Count / 2)]);
        AssertOnlyTouchedRecordsAreLost(conversation, segments, [.. data.Skip(1).Take(2), .. data.Skip(4).Take(3)]);
    }

    private static void AssertOnlyTouchedRecordsAreLost(CapturedConversation conversation, List<Segment> segments, List<Segment> dropped)
    {
        Dissection lossless = Dissection.Of(segments, conversation.Keys);
        Assert.Equal(DecryptionStatus.Decrypted, lossless.Connection.Status);

        Dissection lossy = Dissection.Of(segments.Except(dropped), conversation.Keys);
        string what = $"{Path.GetFileName(conversation.Folder)} without " +
            $"{string.Join(", ", dropped.Select(s => $"{s.Side}:{s.Offset}+{s.Payload.Length}"))}";
        foreach (Sender sender in new[] { Sender.Client, Sender.Server })
        {
            List<string> expected =
                [.. Left(Placed(conversation, lossless, sender), dropped.FindAll(hole => hole.Side == (int)sender),
                    UnknownAfterLoss(lossless.Connection))];
            List<string> actual = [.. lossy.Records.Where(record => record.From == sender).Select(record => record.Plaintext)];
            Assert.True(expected.SequenceEqual(actual), $"{what}: {sender} has {actual.Count} records, not {expected.Count}");
        }

        Assert.Equal(DecryptionStatus.Partial, lossy.Connection.Status);
        Assert.Equal(DecryptionReason.StreamGap, lossy.Connection.Reason);
        Assert.True(lossy.Connection.ClientFinishedVerified);
    }

    /// <summary>With an implicit IV that no MAC covers, the block that it was used for.</summary>
    private static int UnknownAfterLoss(ConnectionSummary connection) =>
        IsImplicitIv(connection) && connection.ServerHellos[0]!.EncryptThenMac ? connection.CipherSuiteParts!.Cipher.BlockLength() : 0;

    private static bool IsImplicitIv(ConnectionSummary connection) =>
        connection.CipherSuiteParts!.Mode == CipherMode.Cbc && connection.Version <= ProtocolVersion.Tls10;

    /// <summary>The plaintext outside the gaps, without the unknown bytes after each gap.</summary>
    private static IEnumerable<string> Left(List<Touchable> records, List<Segment> holes, int unknown)
    {
        bool isLost = false;
        foreach (Touchable record in records)
        {
            bool isTouched = holes.Exists(hole => hole.Offset < record.End && hole.End > record.Start);
            string plaintext = record.Plaintext!;
            if (isLost) plaintext = plaintext[Math.Min(2 * unknown, plaintext.Length)..];
            if (!isTouched && (plaintext.Length > 0 || !isLost || unknown == 0)) yield return plaintext;
            isLost = isTouched;
        }
    }

    /// <summary>Segments that carry nothing but application data.</summary>
    private static List<Segment> AfterHandshake(CapturedConversation conversation, List<Segment> segments)
    {
        Dissection lossless = Dissection.Of(segments, conversation.Keys);
        int[] first =
            [.. new[] { Sender.Client, Sender.Server }.Select(
                sender => Placed(conversation, lossless, sender).Select(record => record.Start).FirstOrDefault(int.MaxValue))];
        return [.. segments.Where(segment => segment.Payload.Length > 0 && segment.Offset >= first[segment.Side])];
    }

    /// <summary>
    /// The records of application data with their place: they come in the stream's order, and a record's length follows from its
    /// plaintext's.
    /// </summary>
    private static List<Touchable> Placed(CapturedConversation conversation, Dissection lossless, Sender sender)
    {
        ConnectionSummary connection = lossless.Connection;
        byte[] stream = conversation.Stream((int)sender);
        // From the end back: messages of the handshake may be as long.
        Stack<string> plaintexts = new(lossless.Records.Where(record => record.From == sender).Select(record => record.Plaintext));
        bool isTls13 = connection.Version.IsTls13();
        CipherSuite suite = connection.CipherSuiteParts!;
        int tag = suite.TagLength();
        // With an implicit IV the previous record's last block is needed too, where a MAC tells that it is right.
        int before = IsImplicitIv(connection) && !connection.ServerHellos[0].EncryptThenMac ? suite.Cipher.BlockLength() : 0;

        List<Touchable> placed = [];
        foreach ((int start, int end, RecordHeader header) in Enumerable.Reverse(CapturedConversation.Records(stream)))
        {
            if (header.Type != ContentType.ApplicationData || plaintexts.Count == 0) continue;
            if (isTls13 && header.Length != plaintexts.Peek().Length / 2 + 1 + tag) continue;
            placed.Add(new Touchable(start - before, end, plaintexts.Pop()));
        }

        Assert.Empty(plaintexts);
        placed.Reverse();
        return placed;
    }
}
