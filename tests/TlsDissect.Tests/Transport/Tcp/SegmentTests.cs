using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

public class SegmentTests
{
    [Fact]
    public void Data_in_a_SYN_is_the_streams_beginning()
    {
        TcpWire wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, wire.ClientStart - 1, 0, TcpFlags.Syn, "abc"u8);
        wire.Raw(TcpWire.Server, TcpWire.Client, wire.ServerStart - 1, wire.ClientStart + 3, TcpFlags.Syn | TcpFlags.Ack, []);
        wire.FromClient(3, "def"u8);
        Assert.Equal("abcdef", wire.Only.Story(0));
    }

    [Fact]
    public void Data_in_a_SYN_that_the_server_did_not_take_comes_once()
    {
        TcpWire wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, wire.ClientStart - 1, 0, TcpFlags.Syn, "abc"u8);
        wire.Raw(TcpWire.Server, TcpWire.Client, wire.ServerStart - 1, wire.ClientStart, TcpFlags.Syn | TcpFlags.Ack, []);
        wire.FromClient(0, "abcdef"u8);
        Assert.Equal("abcdef", wire.Only.Story(0));
    }

    [Fact]
    public void Keep_alive_is_neither_data_nor_a_retransmission()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(2, "\0"u8).FromClient(2, []).FromClient(3, "d"u8);
        Assert.Equal("abcd", wire.Only.Story(0));
        Assert.Equal(0, wire.Only.Statistics.Retransmitted);
    }

    [Fact]
    public void Keep_alive_before_any_data_is_no_data()
    {
        TcpWire wire = new TcpWire().Open().FromClient(-1, "\0"u8).FromClient(0, "abc"u8);
        Assert.Equal("abc", wire.Only.Story(0));
    }

    [Fact]
    public void Zero_window_probe_brings_one_byte_once()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(3, "d"u8).FromClient(3, "d"u8).FromClient(3, "def"u8);
        Assert.Equal("abcdef", wire.Only.Story(0));
    }

    [Fact]
    public void Overlapping_segment_delivers_only_new_bytes()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abcd"u8).FromClient(2, "XXef"u8);
        Assert.Equal("abcdef", wire.Only.Story(0));
    }

    [Fact]
    public void Bytes_captured_first_win_over_ones_in_front_of_them_that_differ()
    {
        TcpWire wire = new TcpWire().Open().FromClient(2, "cd"u8).FromClient(0, "abXXef"u8);
        Assert.Equal("abcdef", wire.Only.Story(0));
    }

    [Fact]
    public void Packet_captured_twice_counts_once()
    {
        TcpWire wire = new TcpWire().Open().Open();
        wire.FromClient(0, "abc"u8).FromClient(0, "abc"u8).FromClient(3, "de"u8, TcpFlags.Fin | TcpFlags.Ack)
            .FromClient(3, "de"u8, TcpFlags.Fin | TcpFlags.Ack);
        Assert.Equal("abcde", wire.Only.Story(0));
        Assert.Equal(2, wire.Only.Statistics.Retransmitted);
    }

    [Fact]
    public void FIN_captured_before_the_data_in_front_of_it_closes_after_it()
    {
        TcpWire wire = new TcpWire().Open().FromServer(0, [], TcpFlags.Fin | TcpFlags.Ack).FromClient(3, [], TcpFlags.Fin | TcpFlags.Ack)
            .FromClient(0, "abc"u8);
        Assert.Equal("abc", wire.Only.Story(0));
        Assert.True(wire.Only.Connection.IsClosing);
        Assert.True(wire.Only.Statistics.SeenEnd);
    }

    [Fact]
    public void FIN_behind_what_was_delivered_is_made_up()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abcdef"u8).FromClient(2, [], TcpFlags.Fin | TcpFlags.Ack)
            .FromServer(0, [], TcpFlags.Fin | TcpFlags.Ack);
        Assert.False(wire.Only.Connection.IsClosing);
    }

    [Fact]
    public void Acknowledgment_beyond_the_FIN_reports_nothing_beyond_it()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8, TcpFlags.Fin | TcpFlags.Ack).Acknowledge(500).Complete();
        Assert.Equal("abc", wire.Only.Story(0));
    }

    [Fact]
    public void Start_in_the_middle_waits_a_little_for_an_earlier_segment()
    {
        TcpWire wire = new TcpWire().FromClient(3, "def"u8).FromClient(0, "abc"u8);
        Assert.Equal("", wire.Only.Story(0));
        Assert.Equal("abcdef", wire.FromServer(0, []).FromServer(0, []).FromServer(0, []).Only.Story(0));
        Assert.False(wire.Only.Statistics.SeenStart);
    }

    [Fact]
    public void Both_directions_that_start_in_the_middle_are_delivered_in_the_order_of_their_packets()
    {
        TcpWire wire = new TcpWire().FromClient(0, "ab"u8).FromServer(0, "12"u8).FromClient(2, "cd"u8).FromServer(2, "34"u8)
            .FromClient(4, "ef"u8);
        Assert.Equal("", wire.Only.Sides);
        Assert.Equal("010101", wire.FromServer(4, "56"u8).Only.Sides);
        Assert.Equal([1, 1, 3, 3, 5, 5], wire.Only.Packets[0]);
        Assert.Equal([2, 2, 4, 4, 6, 6], wire.Only.Packets[1]);
    }

    [Fact]
    public void They_are_at_the_end_too() =>
        Assert.Equal("0101",
            new TcpWire().FromClient(0, "ab"u8).FromServer(0, "12"u8).FromClient(2, "cd"u8).FromServer(2, "34"u8).Complete().Only.Sides);

    [Fact]
    public void Start_in_the_middle_waits_no_longer_than_its_time() =>
        Assert.Equal("def", new TcpWire().FromClient(3, "def"u8).Wait(300 * TcpWire.Millisecond).FromServer(0, []).Only.Story(0));

    [Fact]
    public void Segment_from_far_ahead_or_behind_is_no_part_of_the_stream()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(1L << 31, "far"u8).FromClient((1L << 30) + 4, "far"u8)
            .FromClient(-100, "old"u8).FromClient(3, "d"u8).Complete();
        Assert.Equal("abcd", wire.Only.Story(0));
    }

    [Theory]
    [InlineData(0xFFFFFFFEu)]
    [InlineData(0x7FFFFFFEu)]
    [InlineData(0u)]
    public void Long_stream_passes_every_wrap(uint start)
    {
        // More than the whole number space, in few segments: the snap length leaves a hole behind each.
        TcpWire wire = new TcpWire { ClientStart = start }.Open();
        long offset = 0;
        for (int i = 0; i < 100; i++, offset += 64 << 20) wire.FromClient(offset, "x"u8, wireLength: 64 << 20);
        wire.Complete();
        Assert.Equal(100, wire.Only.Bytes(0).Length);
        Assert.Equal(100L * ((64 << 20) - 1), wire.Only.Statistics.MissingBytes);
    }
}
