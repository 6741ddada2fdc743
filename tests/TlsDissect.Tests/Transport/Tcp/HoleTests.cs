using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

public class HoleTests
{
    private const int Window = 64;

    [Fact]
    public void Hole_that_is_acknowledged_is_given_up_after_the_window_with_its_size()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(10, "xyz"u8).Acknowledge(13);
        Assert.Equal("abc", wire.Only.Story(0));
        wire.Idle(Window - 1);
        Assert.Equal("abc", wire.Only.Story(0));
        wire.Idle(1);
        Assert.Equal("abc[7]xyz", wire.Only.Story(0));
        Assert.Equal(new[] { (0, 7L, wire.Packet) }, wire.Only.Gaps);
        Assert.Equal((1, 7L), (wire.Only.Statistics.Gaps, wire.Only.Statistics.MissingBytes));
    }

    [Fact]
    public void Hole_that_is_acknowledged_is_given_up_after_the_windows_time()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "xyz"u8).Acknowledge(6).Wait(1100 * TcpWire.Millisecond).Idle(1);
        Assert.Equal("[3]xyz", wire.Only.Story(0));
    }

    [Fact]
    public void Hole_that_is_acknowledged_is_given_up_in_silence()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(10, "xyz"u8).Acknowledge(13)
            .Silence(900 * TcpWire.Millisecond);
        Assert.Equal("abc", wire.Only.Story(0));
        wire.Silence(100 * TcpWire.Millisecond);
        Assert.Equal("abc[7]xyz", wire.Only.Story(0));
        Assert.Equal("abc[7]xyz123", wire.FromClient(13, "123"u8).Only.Story(0));
    }

    [Fact]
    public void Data_that_is_captured_after_its_FIN_is_delivered()
    {
        TcpWire wire = new TcpWire().FromClient(10, [], TcpFlags.Fin | TcpFlags.Ack).FromClient(0, "abcdefghij"u8)
            .FromServer(0, [], acknowledged: 11).Complete();
        Assert.Equal("abcdefghij", wire.Only.Story(0));
    }

    [Fact]
    public void Hole_that_is_not_acknowledged_is_waited_for_in_silence() =>
        Assert.Equal("", new TcpWire().Open().FromClient(3, "xyz"u8).Acknowledge(2).Silence(60_000 * TcpWire.Millisecond).Only.Story(0));

    [Fact]
    public void Connection_whose_last_hole_is_given_up_in_silence_lingers()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "xyz"u8, TcpFlags.Fin | TcpFlags.Ack)
            .FromServer(0, [], TcpFlags.Fin | TcpFlags.Ack, acknowledged: 7).FromClient(7, [], acknowledged: 1);
        wire.Silence(1000 * TcpWire.Millisecond);
        Assert.Equal("[3]xyz", wire.Only.Story(0));
        Assert.True(wire.Only.Connection.IsClosing);
        Assert.Single(wire.Wait(3000 * TcpWire.Millisecond).Other().Ended);
    }

    [Fact]
    public void Hole_that_is_not_acknowledged_is_waited_for()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "xyz"u8).Acknowledge(2).Idle(10 * Window).Wait(60_000 * TcpWire.Millisecond)
            .Idle(Window);
        Assert.Equal("", wire.Only.Story(0));
        Assert.Equal("abcxyz", wire.FromClient(0, "abc"u8).Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
    }

    [Fact]
    public void Late_segment_within_the_window_fills_the_hole()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "xyz"u8).Acknowledge(6).Idle(Window - 2).FromClient(0, "abc"u8);
        Assert.Equal("abcxyz", wire.Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
        Assert.Equal(1, wire.Only.Statistics.OutOfOrder);
    }

    [Fact]
    public void Hole_filled_in_part_leaves_the_rest_a_gap()
    {
        TcpWire wire = new TcpWire().Open().FromClient(6, "xyz"u8).FromClient(2, "cd"u8).FromClient(0, "a"u8).Acknowledge(9)
            .Idle(2 * Window + 2);
        Assert.Equal("a[1]cd[2]xyz", wire.Only.Story(0));
    }

    [Fact]
    public void Many_acknowledged_holes_are_given_up_together()
    {
        TcpWire wire = new TcpWire().Open();
        for (int i = 1; i <= 40; i++) wire.FromClient(2 * i, "x"u8);
        wire.Acknowledge(81).Idle(Window);
        Assert.Equal(40, wire.Only.Gaps.Count);
    }

    [Fact]
    public void Hole_is_given_up_at_the_byte_bound_without_any_acknowledgment()
    {
        TcpWire wire = new TcpWire(new TcpLimits { MaxOutOfOrderBytes = 10_000 }).Open().FromClient(0, "a"u8);
        byte[] block = new byte[1000];
        for (int i = 0; i < 9 && wire.Only.Gaps.Count == 0; i++) wire.FromClient(5 + 1000 * i, block);
        Assert.Equal(4, Assert.Single(wire.Only.Gaps).Length);
        Assert.True(wire.Only.Bytes(0).Length > 5000);
    }

    [Fact]
    public void Flood_of_small_segments_is_bounded_too()
    {
        TcpWire wire = new TcpWire(new TcpLimits { MaxOutOfOrderBytes = 100_000 }).Open();
        for (int i = 0; i < 2000 && wire.Only.Gaps.Count == 0; i++) wire.FromClient(3 + 2 * i, "x"u8);
        Assert.NotEmpty(wire.Only.Gaps);
    }

    [Fact]
    public void Holes_of_a_capture_of_one_direction_are_given_up_at_its_end()
    {
        TcpWire wire = new();
        for (int i = 0; i < 300; i++) wire.FromClient(i < 200 ? i : i + 50, [(byte)'x']);
        Assert.Equal(200, wire.Only.Bytes(0).Length);
        wire.Complete();
        Assert.Equal(new string('x', 200) + "[50]" + new string('x', 100), wire.Only.Story(0));
        Assert.Equal("", wire.Only.Story(1));
    }

    [Fact]
    public void Bytes_that_were_acknowledged_and_never_captured_are_a_gap_at_the_end()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).Acknowledge(103).FromClient(103, [], TcpFlags.Fin | TcpFlags.Ack)
            .Acknowledge(104).Complete();
        Assert.Equal("abc[100]", wire.Only.Story(0));
    }

    [Fact]
    public void Acknowledged_FIN_is_no_missing_byte()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8, TcpFlags.Fin | TcpFlags.Ack).Acknowledge(4).Complete();
        Assert.Equal("abc", wire.Only.Story(0));
        wire = new TcpWire().Open().FromClient(0, "abc"u8).Acknowledge(4).Complete();
        Assert.Equal("abc", wire.Only.Story(0));
    }

    [Fact]
    public void Snap_length_leaves_a_gap_at_the_segments_end()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8, wireLength: 10).FromClient(10, "def"u8).FromClient(13, [], wireLength: 7)
            .FromClient(20, "g"u8);
        Assert.Equal("abc[7]def[7]g", wire.Only.Story(0));
        Assert.Equal((2, 14L, 14L),
            (wire.Only.Statistics.TruncatedPackets, wire.Only.Statistics.TruncatedBytes, wire.Only.Statistics.MissingBytes));
    }

    [Fact]
    public void Bytes_that_the_snap_length_left_out_are_told_from_lost_ones()
    {
        TcpStatistics lost = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(10, "def"u8).Acknowledge(13).Complete().Only.Statistics;
        Assert.Equal((BytesMissing.Lost, 0, 0L, 7L), (lost.Missing, lost.TruncatedPackets, lost.TruncatedBytes, lost.MissingBytes));

        TcpStatistics both =
            new TcpWire().Open().FromClient(0, "abc"u8, wireLength: 10).FromClient(15, "def"u8).Acknowledge(18).Complete().Only.Statistics;
        Assert.Equal((BytesMissing.LostAndTruncated, 1, 7L, 12L),
            (both.Missing, both.TruncatedPackets, both.TruncatedBytes, both.MissingBytes));

        TcpStatistics filled =
            new TcpWire().Open().FromClient(0, "abc"u8, wireLength: 10).FromClient(0, "abcdefghij"u8).Complete().Only.Statistics;
        Assert.Equal((BytesMissing.No, 1, 0L, 0L), (filled.Missing, filled.TruncatedPackets, filled.TruncatedBytes, filled.MissingBytes));
    }

    [Fact]
    public void Snapped_end_is_a_gap_before_the_answer_and_of_the_packet_that_was_cut()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8, wireLength: 10).Acknowledge(10);
        Assert.Equal("abc", wire.Only.Story(0));
        Assert.Equal("abc[7]", wire.FromServer(0, "1"u8, acknowledged: 10).Only.Story(0));
        Assert.Equal(new[] { (0, 7L, 4L) }, wire.Only.Gaps);
    }

    [Fact]
    public void Snapped_end_is_filled_by_another_copy() =>
        Assert.Equal("abcdefghijk",
            new TcpWire().Open().FromClient(0, "abc"u8, wireLength: 10).Acknowledge(10).FromClient(0, "abcdefghij"u8)
                .FromClient(10, "k"u8).Only.Story(0));

    [Fact]
    public void Snapped_end_is_waited_for_where_more_was_captured_of_other_packets()
    {
        TcpWire wire = Wide().FromClient(0, "abc"u8, wireLength: 10).FromClient(10, "klm"u8, wireLength: 10).FromClient(13, "nopq"u8)
            .Acknowledge(20).FromServer(100, "1"u8).FromClient(5, "fghijXX"u8).FromClient(3, "de"u8)
            .FromClient(17, "rst"u8);
        Assert.Equal("abcdefghijklmnopqrst", wire.Only.Story(0));
        Assert.Empty(wire.Only.Gaps);

        wire = Wide().FromClient(0, "abc"u8, wireLength: 10).FromClient(10, "def"u8, wireLength: 10).FromClient(20, "g"u8);
        Assert.Equal("abc", wire.Only.Story(0));
        Assert.Equal("abc[7]def[7]g", wire.Idle(2 * Window).Only.Story(0));
        Assert.Equal("abc[7]def[7]g[9]", wire.FromClient(21, [], wireLength: 9).Idle(Window).Only.Story(0));
    }

    [Fact]
    public void Snapped_end_is_given_up_in_silence()
    {
        TcpWire wire = Wide().FromClient(0, "abc"u8, wireLength: 10);
        Assert.Equal("abc", wire.Silence(900 * TcpWire.Millisecond).Only.Story(0));
        Assert.Equal("abc[7]", wire.Silence(200 * TcpWire.Millisecond).Only.Story(0));
    }

    [Fact]
    public void Snapped_end_does_not_keep_the_connection_open()
    {
        TcpWire wire = new TcpWire().Open().FromServer(0, [], TcpFlags.Fin | TcpFlags.Ack)
            .FromClient(0, "abc"u8, TcpFlags.Fin | TcpFlags.Ack, wireLength: 10, acknowledged: 1);
        Assert.Equal("abc[7]", wire.Only.Story(0));
        Assert.True(wire.Only.Connection.IsClosing);
    }

    [Fact]
    public void Snapped_ends_behind_each_other_are_given_up_together()
    {
        TcpWire wire = Wide();
        for (int i = 0; i < 40; i++) wire.FromClient(10 * i, "abc"u8, wireLength: 10);
        Assert.Empty(wire.Idle(Window - 41).Only.Gaps);
        Assert.Equal(40, wire.Idle(Window + 2).Only.Gaps.Count);
    }

    [Fact]
    public void Snapped_segments_out_of_order_leave_their_gaps()
    {
        TcpWire wire = new TcpWire().Open().FromClient(10, "def"u8, wireLength: 10).FromClient(20, "ghi"u8, wireLength: 10)
            .FromClient(0, "abc"u8, wireLength: 10)
            .Acknowledge(30).Idle(2 * Window + 2).Complete();
        Assert.Equal("abc[7]def[7]ghi[7]", wire.Only.Story(0));
        Assert.Equal(0, wire.Only.Statistics.Retransmitted);
    }

    [Fact]
    public void Capture_of_headers_alone_delivers_nothing_and_counts_what_is_missing()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, [], wireLength: 500).FromServer(0, [], wireLength: 700).Complete();
        Assert.Equal("[500]", wire.Only.Story(0));
        Assert.Equal("[700]", wire.Only.Story(1));
        Assert.Equal(1200, wire.Only.Statistics.MissingBytes);
    }

    [Fact]
    public void Data_captured_before_its_SYN_is_delivered_with_it()
    {
        TcpWire wire = new TcpWire().FromClient(3, "def"u8).FromClient(0, "abc"u8);
        wire.Raw(TcpWire.Client, TcpWire.Server, wire.ClientStart - 1, 0, TcpFlags.Syn, []);
        Assert.Equal("abcdef", wire.Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
    }

    [Fact]
    public void Position_is_the_packet_that_made_the_bytes_whole()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "def"u8).FromClient(0, "abc"u8);
        Assert.Equal([5, 5, 5, 5, 5, 5], wire.Only.Packets[0]);
        wire.FromClient(6, "g"u8);
        Assert.Equal([5, 5, 5, 5, 5, 5, 6], wire.Only.Packets[0]);
    }

    [Fact]
    public void Bytes_behind_a_hole_belong_to_the_packets_that_brought_them()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "ab"u8).FromClient(4, "ef"u8).FromClient(6, "gh"u8).Acknowledge(8)
            .Idle(Window + 1);
        Assert.Equal("ab[2]efgh", wire.Only.Story(0));
        Assert.Equal([4, 4, 5, 5, 6, 6], wire.Only.Packets[0]);
        Assert.Equal("ab[2]efgh[1]j", wire.FromClient(9, "j"u8).Idle(2).Complete().Only.Story(0));
        Assert.Equal(wire.Packet - 2, wire.Only.Packets[0][^1]);
    }

    [Fact]
    public void Thousands_of_pieces_in_reverse_are_delivered_with_the_first()
    {
        TcpWire wire = new TcpWire().Open();
        for (int i = 14_000; i > 0; i--) wire.FromClient(i, "x"u8);
        wire.FromClient(0, "x"u8);
        Assert.Equal(14_001, wire.Only.Bytes(0).Length);
    }

    /// <summary>A connection of which a packet was captured that is longer than those that follow.</summary>
    private static TcpWire Wide() => new TcpWire().Open().FromServer(0, new byte[100]);
}
