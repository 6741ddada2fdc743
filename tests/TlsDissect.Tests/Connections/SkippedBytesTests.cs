using System.Buffers;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>Captured bytes that cannot be read as records are reported: such a connection does not count as decrypted.</summary>
public sealed class SkippedBytesTests
{
    public static TheoryData<string> Names =>
        ["rsa-aes128-gcm", "tls13-aes128-gcm", "tls10-rsa-aes128-sha-mte", "tls12-rsa-aes128-sha", "renegotiation-tls12"];

    /// <summary>Each byte of each record's header is changed, one after the other.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Decrypted_means_that_all_that_was_sent_is_shown(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        Dissection right = OfWhole(conversation.Turns, conversation.Keys);
        Assert.Equal(DecryptionStatus.Decrypted, right.Connection.Status);
        for (int turn = 0; turn < conversation.Turns.Count; turn++)
        {
            for (int at = 0; at < RecordHeader.Size; at++)
            {
                foreach (byte change in (byte[])[0x01, 0x02, 0x10, 0x80])
                {
                    (int Side, byte[] Data)[] turns = [.. conversation.Turns];
                    turns[turn] = (turns[turn].Side, [.. turns[turn].Data]);
                    turns[turn].Data[at] ^= change;
                    Dissection changed = OfWhole(turns, conversation.Keys);
                    SentPlaintext.AssertNothingElse(right, changed, $"record {turn}, byte {at}");
                    if (changed.Connections is [{ Status: DecryptionStatus.Decrypted }] && !right.Records.SequenceEqual(changed.Records))
                        Assert.Fail($"record {turn}, byte {at}, {change}: not all is shown");
                }
            }
        }
    }

    /// <summary>With or without keys, at rest or not, for both sides, before and after the handshake.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_between_records_are_counted_with_or_without_keys(string name)
    {
        byte[] between = "\u0001\u0002 a framing \u0003"u8.ToArray();
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        int[] first = [.. new[] { 0, 1 }.Select(side => conversation.Turns.ToList().FindIndex(turn => turn.Side == side))];
        for (int turn = 0; turn < conversation.Turns.Count - 1; turn++)
        {
            int side = conversation.Turns[turn].Side;
            if (turn < first[side]) continue;
            IReadOnlyList<(int Side, byte[] Data)> turns = conversation.With(turn, side, between).Turns;
            Dissection with = OfWhole(turns, conversation.Keys), without = OfWhole(turns, KeyRing.Empty),
                resting = OfWhole(turns, KeyRing.Empty, new DissectorOptions { MaxAwake = 0 });

            SkippedBytes expected = Of(with, side);
            Assert.InRange(expected.Count, between.Length, long.MaxValue);
            Assert.Equal(turn + 4, expected.Packet);
            Assert.Equal(0, Of(with, 1 - side).Count);
            Assert.NotEqual(DecryptionStatus.Decrypted, with.Connection.Status);
            if (with.Connection is { Status: DecryptionStatus.Partial })
                Assert.Equal(DecryptionReason.SkippedBytes, with.Connection.Reason);
            Assert.Equal(expected.Packet, Of(without, side).Packet);
            Assert.Equal(Json(without.Connection), Json(resting.Connection));
            Assert.Equal(expected.Count, with.Skipped.Where(told => told.From == (Sender)side).Sum(told => told.Bytes));
        }
    }

    [Fact]
    public void The_reason_says_whose_how_many_and_where()
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm").ByRecords();
        ConnectionSummary connection =
            OfWhole(conversation.With(conversation.Turns.Count - 1, 1, "text after TLS"u8.ToArray()).Turns, conversation.Keys).Connection;
        Assert.Equal((DecryptionStatus.Partial, "skipped_bytes"), (connection.Status, connection.Reason!.Value.JsonName()));
        Assert.StartsWith($"the server's stream has 14 bytes from packet {conversation.Turns.Count + 3} that could not be read as TLS " +
            "records: ", connection.Explain(), StringComparison.Ordinal);
    }

    /// <summary>A server's answer to a hello is not before TLS, even if it has no record. Its bytes before the hello are.</summary>
    [Theory]
    [InlineData(false, 29)]
    [InlineData(true, 0)]
    public void A_direction_without_records_is_skipped_if_it_begins_behind_the_other(bool isFirst, long skipped)
    {
        (int, byte[]) hello = CapturedConversation.Load("rsa-aes128-gcm").ByRecords().Turns[0],
            text = (1, "HTTP/1.1 400 Bad Request\r\n\r\n."u8.ToArray());
        ConnectionSummary connection = OfWhole(isFirst ? [text, hello] : [hello, text], KeyRing.Empty).Connection;
        Assert.Equal(skipped, connection.ServerSkipped.Count);
        Assert.Equal(isFirst ? DecryptionReason.NoApplicationData : DecryptionReason.SkippedBytes, connection.Reason);
    }

    [Fact]
    public void A_lone_record_is_read_at_the_end_if_the_other_side_has_records()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-aes128-gcm").ByRecords();
        int last = conversation.Turns.ToList().FindLastIndex(turn => turn.Side == 0);
        (int Side, byte[] Data)[] turns = [.. conversation.Turns.Where((turn, i) => turn.Side == 1 || i == last)];
        Dissection result = OfWhole(turns, conversation.Keys);
        Assert.Equal(0, result.Connection.ClientSkipped.Count);
        Assert.Contains(result.Connection.Alerts, alert => alert is { From: Sender.Client, Description: AlertDescription.CloseNotify });
    }

    /// <summary>One side is decrypted; of the other's records, each header is damaged.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_side_alone_is_not_all(int damaged)
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-aes128-gcm").ByRecords();
        (int Side, byte[] Data)[] turns =
            [.. conversation.Turns.Select(
                turn => turn.Side == damaged ? (turn.Side, (byte[])[(byte)(turn.Data[0] ^ 0x80), .. turn.Data[1..]]) : turn)];
        foreach (int first in (int[])[-1, 1 - damaged])
        {
            Dissection result = OfWhole(first < 0 ? turns : [.. turns.OrderBy(turn => turn.Side == first ? 0 : 1)], conversation.Keys);
            Assert.All(result.Connections, connection => Assert.NotEqual(DecryptionStatus.Decrypted, connection.Status));
        }
    }

    /// <summary>
    /// Where the stream ends within a record, its sender ended it there; where the capture ends, the rest of the record may have come.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_that_is_not_over_is_told(bool isStreamOver)
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm").ByRecords();
        (int Side, byte[] Data)[] turns = [.. conversation.Turns, (0, [23, 3, 3, 1, 0, 1, 2, 3])];
        ConnectionSummary connection = OfWhole(turns, conversation.Keys, withFin: isStreamOver).Connection;
        Assert.Equal(isStreamOver ? 8 : 0, connection.ClientSkipped.Count);
        Assert.Equal(isStreamOver ? DecryptionStatus.Partial : DecryptionStatus.Decrypted, connection.Status);
        Assert.Equal(isStreamOver ? [] : ["the client's stream ends within a record: 8 of its 261 bytes were captured"],
            [.. connection.Notes]);
    }

    [Fact]
    public void Where_bytes_are_missing_too_that_is_the_reason()
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm").ByRecords();
        (int Side, byte[] Data)[] turns = [.. conversation.With(conversation.Turns.Count - 2, 1, [1, 2, 3, 4, 5]).Turns];
        List<Segment> segments = ScriptedConnection.Segments(turns);
        segments.RemoveAt(segments.FindLastIndex(segment => segment.Payload[0] == (byte)ContentType.ApplicationData));
        segments.Add(
            new Segment(0, segments.Where(s => s.Side == 0).Max(s => s.Offset + s.Payload.Length),
                segments.Where(s => s.Side == 1).Max(s => s.Offset + s.Payload.Length), []));
        ConnectionSummary connection = Dissection.Of(segments, conversation.Keys).Connection;
        Assert.Equal(DecryptionReason.StreamGap, connection.Reason);
        Assert.Equal(5, connection.ClientSkipped.Count + connection.ServerSkipped.Count);
    }

    private static SkippedBytes Of(Dissection dissection, int side) =>
        side == 0 ? dissection.Connection.ClientSkipped : dissection.Connection.ServerSkipped;

    /// <summary>Each turn a segment; at the end both FINs.</summary>
    private static Dissection OfWhole(IReadOnlyList<(int Side, byte[] Data)> turns, KeyRing keys, DissectorOptions? options = null,
        bool withFin = true)
    {
        Dissection result = new() { WantsData = options is null };
        TlsDissector dissector = new(options ?? new DissectorOptions(), keys, result);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        long number = 2;
        int[] offsets = new int[2];
        foreach (Segment segment in ScriptedConnection.Segments(turns))
        {
            Dissection.Add(dissector, ++number, segment);
            offsets[segment.Side] = segment.Offset + segment.Payload.Length;
        }

        for (int side = 0; side < 2 && withFin; side++)
            Dissection.Add(dissector, ++number, new Segment(side, offsets[side], offsets[1 - side], []), TcpFlags.Fin | TcpFlags.Ack);
        dissector.Complete();
        return result;
    }

    private static string Json(ConnectionSummary connection)
    {
        ArrayBufferWriter<byte> line = new();
        using (JsonConnectionWriter writer = new(line, withHash: false)) writer.Write(connection);
        return System.Text.Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
