using CsCheck;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Tests.Records;

/// <summary>Every byte of a direction is accounted for: before the first record, in a whole record, missing, or told as unread.</summary>
public class StreamAccountTests
{
    /// <summary>
    /// Records and nonsense, in pieces of any size, with bytes missing at any place; records that are wanted or not, and probes that know.
    /// </summary>
    [Fact]
    public void Nothing_of_a_stream_is_left_out() =>
        Gen.Select(RecordLaws.AnyStream, Gen.Int[1, 700].Array[1, 10], Gen.Int[0, 4].Array[1, 8], Gen.Int[0, 3], Gen.Int[0, 2])
            .Sample((stream, sizes, gaps, unwanted, probes) =>
        {
            using RecordRecorder recorder = new()
            {
                Wants = header => unwanted == 0 || (int)header.Type % 3 != unwanted - 1,
                OnProbe = probes == 0
                    ? null
                    : candidate => candidate.Fragment.Length % 3 < probes ? CandidateVerdict.Record : CandidateVerdict.NoRecord,
            };
            recorder.WatchBefore();
            int at = 0;
            for (int i = 0; at < stream.Length; i++)
            {
                int size = Math.Min(sizes[i % sizes.Length], stream.Length - at);
                if (gaps[i % gaps.Length] == 0) recorder.Gap(size);
                else recorder.Read(stream.AsSpan(at, size));
                at += size;
            }

            recorder.Complete();
            Assert.Equal(stream.Length, recorder.Before + recorder.Whole + recorder.Missing + recorder.Unread.Sum(unread => unread.Length));
            Assert.All(recorder.Unread, unread => Assert.True(unread.Length > 0));
        }, iter: 3000);

    [Fact]
    public void Bytes_between_records_are_skipped_and_told_with_the_packet_that_they_begin_in()
    {
        using RecordRecorder recorder = new();
        recorder.Read(WireRecords.Hello()).Read([.. WireRecords.Data(9), 1]).Read([2, 3, 4, 5, 6])
            .Read([.. WireRecords.Data(7), .. WireRecords.Data(8)]).Complete();
        Assert.Equal((UnreadKind.Skipped, 6, 2), Told(Assert.Single(recorder.Unread)));
    }

    [Fact]
    public void A_record_with_a_damaged_header_is_skipped()
    {
        foreach (int at in new[] { 0, 1, 2, 3 })
        {
            byte[] damaged = WireRecords.Data(100);
            damaged[at] ^= 0x80;
            using RecordRecorder recorder = new();
            recorder.Read(WireRecords.Hello()).Read(damaged).Read([.. WireRecords.Data(7), .. WireRecords.Data(8)]).Complete();
            Assert.Equal((UnreadKind.Skipped, 105, 2), Told(Assert.Single(recorder.Unread)));
        }
    }

    [Fact]
    public void What_no_record_follows_is_told_at_the_end()
    {
        using RecordRecorder recorder = new();
        recorder.Read(WireRecords.Hello()).Read("some text in the clear"u8);
        Assert.Empty(recorder.Unread);
        recorder.Complete();
        Assert.Equal((UnreadKind.Skipped, 22, 2), Told(Assert.Single(recorder.Unread)));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(50, 105)]
    public void A_record_that_is_not_over_at_the_end_is_told_with_its_length(int there, int? length)
    {
        foreach (bool wants in new[] { true, false })
        {
            using RecordRecorder recorder = new() { Wants = header => wants || header.Type != ContentType.ApplicationData };
            recorder.Read(WireRecords.Hello()).Read(WireRecords.Data(100).AsSpan(0, there)).Complete();
            UnreadBytes unread = Assert.Single(recorder.Unread);
            Assert.Equal((UnreadKind.Unfinished, there, 2), Told(unread));
            Assert.Equal(length, unread.RecordLength);
        }
    }

    [Fact]
    public void The_rest_of_a_record_with_a_gap_is_lost_with_it_and_not_skipped()
    {
        byte[] record = WireRecords.Data(100);
        using RecordRecorder recorder = new();
        recorder.Read(WireRecords.Hello()).Read(record.AsSpan(0, 20)).Gap(10).Read(record.AsSpan(30)).Read(WireRecords.Data(5)).Complete();
        Assert.Equal((UnreadKind.Damaged, 95, 2), Told(Assert.Single(recorder.Unread)));
    }

    private static (UnreadKind, long, long) Told(UnreadBytes unread) => (unread.Kind, unread.Length, unread.First.Packet);
}
