using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

public class ConnectionLifeTests
{
    private const TcpFlags FinAck = TcpFlags.Fin | TcpFlags.Ack;

    private static readonly IpEndpoint Third = TcpWire.Endpoint("192.0.2.3", 50000);
    private static readonly IpEndpoint Fourth = TcpWire.Endpoint("192.0.2.4", 50000);

    [Fact]
    public void Who_sends_the_SYN_is_side_0_and_else_who_has_the_higher_port()
    {
        Assert.Equal(TcpWire.Client, new TcpWire().Open().Only.Connection.Endpoint(0));
        Assert.Equal(TcpWire.Client, new TcpWire().FromServer(0, "x"u8).Only.Connection.Endpoint(0));
        Assert.Equal(TcpWire.Client, new TcpWire().FromClient(0, "x"u8).Only.Connection.Endpoint(0));
        TcpWire wire = new();
        wire.Raw(TcpWire.Server, TcpWire.Client, 1, 1, TcpFlags.Syn | TcpFlags.Ack, []);
        Assert.Equal(TcpWire.Client, wire.Only.Connection.Endpoint(0));
        wire = new();
        wire.Raw(TcpWire.Server, TcpWire.Client, 1, 0, TcpFlags.Syn, []);
        Assert.Equal(TcpWire.Server, wire.Only.Connection.Endpoint(0));
    }

    [Fact]
    public void Ports_used_again_are_another_connection()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "old"u8);
        (wire.ClientStart, wire.ServerStart) = (9_000_000, 8_000_000);
        wire.Open().FromClient(0, "new"u8).Complete();
        Assert.Equal(["old", "new"], wire.Opened.Select(c => c.Story(0)));
        Assert.Equal(wire.Opened, wire.Ended);
        Assert.Equal(5, wire.Opened[0].FinalizedAt);
    }

    [Fact]
    public void Ports_used_again_without_the_SYN_being_captured_are_another_connection_by_its_answer()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "old"u8).FromServer(0, "old"u8);
        (wire.ClientStart, wire.ServerStart) = (9_000_000, 8_000_000);
        wire.Raw(TcpWire.Server, TcpWire.Client, wire.ServerStart - 1, wire.ClientStart, TcpFlags.Syn | TcpFlags.Ack, [])
            .FromServer(0, "new"u8).Complete();
        Assert.Equal(["old", "new"], wire.Opened.Select(c => c.Story(1)));
    }

    [Fact]
    public void SYN_after_a_start_in_the_middle_is_another_connection()
    {
        TcpWire wire = new();
        for (int i = 0; i < 10; i++) wire.FromServer(i, "o"u8);
        (wire.ClientStart, wire.ServerStart) = (9_000_000, 8_000_000);
        wire.Open().FromServer(0, "new"u8).Complete();
        Assert.Equal(["oooooooooo", "new"], wire.Opened.Select(c => c.Story(1)));
    }

    [Fact]
    public void Repeated_SYN_is_the_same_connection()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).Open().FromClient(3, "def"u8);
        Assert.Equal("abcdef", wire.Only.Story(0));
    }

    [Fact]
    public void Repeated_SYN_may_be_answered_with_another_number()
    {
        TcpWire wire = new TcpWire().Open();
        wire.ServerStart = 77_000;
        wire.Raw(TcpWire.Server, TcpWire.Client, wire.ServerStart - 1, wire.ClientStart, TcpFlags.Syn | TcpFlags.Ack, []);
        wire.FromServer(0, "abc"u8);
        Assert.Equal("abc", wire.Only.Story(1));
    }

    [Fact]
    public void SYN_repeated_with_another_number_begins_again()
    {
        TcpWire wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, 500, 0, TcpFlags.Syn, []);
        wire.Open().FromClient(0, "abc"u8).Complete();
        Assert.Equal(["", "abc"], wire.Opened.Select(c => c.Story(0)));
    }

    [Fact]
    public void Closed_connection_takes_late_packets_and_ends_after_the_linger_time()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "def"u8, FinAck).FromServer(0, [], FinAck).FromClient(0, "abc"u8);
        Assert.True(wire.Only.Connection.IsClosing);
        wire.FromServer(1, [], acknowledged: 7);
        Assert.Empty(wire.Ended);
        wire.Wait(2100 * TcpWire.Millisecond).Other();
        Assert.Equal("abcdef", Assert.Single(wire.Ended).Story(0));
        Assert.Equal(wire.Packet, wire.Only.FinalizedAt);
        Assert.Equal(wire.Packet - 1, wire.Only.Connection.Last.Packet);
        Assert.Equal(0, wire.Count);
    }

    [Fact]
    public void Closed_connection_ends_after_the_linger_packets()
    {
        TcpWire wire = new TcpWire(new TcpLimits { LingerPackets = 100 }).Open().FromClient(0, [], FinAck).FromServer(0, [], FinAck)
            .Other(100);
        Assert.Empty(wire.Ended);
        Assert.Single(wire.Other().Ended);
    }

    [Fact]
    public void Reset_closes_and_data_on_its_way_is_still_taken()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromServer(0, [], TcpFlags.Rst).FromClient(3, "def"u8);
        Assert.True(wire.Only.Connection.IsClosing);
        Assert.True(wire.Only.Statistics.SeenEnd);
        Assert.Equal("abcdef", wire.Only.Story(0));
        Assert.Single(wire.Wait(2100 * TcpWire.Millisecond).Other().Ended);
    }

    [Fact]
    public void Refused_connection_is_closed() => Assert.True(Refused().Only.Connection.IsClosing);

    [Fact]
    public void Reset_with_a_sequence_number_of_no_place_is_made_up()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(50_000_000, [], TcpFlags.Rst)
            .FromClient(-50_000_000, [], TcpFlags.Rst);
        Assert.False(wire.Only.Connection.IsClosing);
        Assert.False(wire.Only.Statistics.SeenEnd);
    }

    [Fact]
    public void Who_goes_on_sending_did_not_reset()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(3, [], TcpFlags.Rst).FromClient(3, "def"u8);
        wire.Wait(5000 * TcpWire.Millisecond).FromClient(6, "ghi"u8);
        Assert.Equal("abcdefghi", wire.Only.Story(0));
    }

    [Fact]
    public void Who_goes_on_acknowledging_did_not_reset()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, [], TcpFlags.Rst).FromServer(0, "abc"u8).FromClient(0, [], acknowledged: 3);
        wire.Wait(5000 * TcpWire.Millisecond).FromServer(3, "def"u8);
        Assert.Equal("abcdef", wire.Only.Story(1));
    }

    [Theory]
    [InlineData(TcpFlags.Rst)]
    [InlineData(FinAck)]
    public void Closed_connection_stays_while_data_is_repeated(TcpFlags end)
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromServer(0, [], end).FromClient(3, "def"u8, FinAck);
        long ending = wire.Only.Connection.End!.Packet;
        Assert.True(wire.Only.Connection.IsClosing);
        // The interval between retransmissions doubles and passes the linger time.
        for (int milliseconds = 300; milliseconds < 60_000; milliseconds *= 2)
        {
            wire.Wait(milliseconds * TcpWire.Millisecond).FromClient(3, "def"u8);
        }

        Assert.Equal("abcdef", wire.Only.Story(0));
        Assert.Equal(ending, wire.Only.Connection.End?.Packet);
        wire.FromServer(0, [], end).Wait(2100 * TcpWire.Millisecond).Other();
        Assert.Single(wire.Ended);
    }

    [Fact]
    public void Who_goes_on_sending_after_a_repetition_did_not_reset()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromServer(0, [], TcpFlags.Rst).FromClient(0, "abc"u8);
        wire.FromServer(0, "def"u8);
        Assert.Null(wire.Only.Connection.End);
        Assert.False(wire.Only.Connection.IsClosing);
    }

    [Fact]
    public void Silent_connection_ends_after_the_idle_timeout_only_where_one_is_set()
    {
        TcpWire wire = new TcpWire().Open().Wait(86_400_000 * TcpWire.Millisecond).Other();
        Assert.Empty(wire.Ended);
        wire = new TcpWire(new TcpLimits { IdleTimeout = TimeSpan.FromMinutes(5) }).Open().FromClient(3, "def"u8)
            .Wait(299_000 * TcpWire.Millisecond).Other();
        Assert.Empty(wire.Ended);
        wire.Wait(2_000 * TcpWire.Millisecond).Other();
        Assert.Equal("[3]def", Assert.Single(wire.Ended).Story(0));
    }

    [Fact]
    public void Connections_that_end_at_one_packet_end_in_the_order_of_their_last_packets_closed_or_not()
    {
        // The first is silent, the second is closed, and a day later the time of both is over.
        TcpWire wire =
            new TcpWire(new TcpLimits { IdleTimeout = TimeSpan.FromMinutes(5) }).Raw(Third, TcpWire.Server, 1, 0, TcpFlags.Syn, []);
        wire.Open().FromClient(0, [], FinAck).FromServer(0, [], FinAck).Wait(86_400_000 * TcpWire.Millisecond).Other();

        Assert.Equal([1L, wire.Packet - 1], wire.Ended.Select(ended => ended.Connection.Last.Packet));
    }

    [Fact]
    public void Clock_that_goes_back_ends_nothing()
    {
        TcpWire wire = new TcpWire(new TcpLimits { IdleTimeout = TimeSpan.FromMinutes(5) }).Open().Wait(-3_600_000 * TcpWire.Millisecond)
            .FromClient(0, "abc"u8).Wait(TcpWire.Millisecond).Other();
        Assert.Empty(wire.Ended);
        Assert.Equal("abc", wire.Only.Story(0));
    }

    [Fact]
    public void Past_the_most_connections_the_one_silent_longest_ends()
    {
        TcpWire wire = new TcpWire(new TcpLimits { MaxConnections = 2 }).Open();
        wire.Raw(Third, TcpWire.Server, 1, 0, TcpFlags.Syn, []).FromClient(0, "abc"u8).Raw(Fourth, TcpWire.Server, 1, 0, TcpFlags.Syn, []);
        Assert.Equal(Third, Assert.Single(wire.Ended).Connection.Endpoint(0));
        Assert.Equal(2, wire.Count);
    }

    [Fact]
    public void Past_the_most_connections_a_closed_one_ends_first()
    {
        TcpWire wire = new TcpWire(new TcpLimits { MaxConnections = 2 }).Open();
        wire.Raw(Third, TcpWire.Server, 1, 0, TcpFlags.Syn, []).Raw(TcpWire.Server, Third, 0, 2, TcpFlags.Rst | TcpFlags.Ack, [])
            .Raw(Fourth, TcpWire.Server, 1, 0, TcpFlags.Syn, []);
        Assert.Equal(Third, Assert.Single(wire.Ended).Connection.Endpoint(0));
    }

    [Fact]
    public void At_the_end_all_end_in_the_order_of_their_last_packets()
    {
        TcpWire wire = new TcpWire().Open();
        wire.Raw(Third, TcpWire.Server, 1, 0, TcpFlags.Syn, []).Raw(TcpWire.Server, Third, 0, 2, TcpFlags.Rst | TcpFlags.Ack, []);
        wire.Raw(Fourth, TcpWire.Server, 1, 0, TcpFlags.Syn, []).FromClient(0, "abc"u8).Complete();
        Assert.Equal([Third, Fourth, TcpWire.Client], wire.Ended.Select(c => c.Connection.Endpoint(0)));
        Assert.All(wire.Ended, c => Assert.Equal(long.MaxValue, c.FinalizedAt));
    }

    [Fact]
    public void Lone_FINs_of_an_old_connection_do_not_keep_it()
    {
        TcpWire wire = new TcpWire().FromClient(0, [], FinAck).FromServer(0, [], FinAck);
        Assert.True(wire.Only.Connection.IsClosing);
    }

    private static TcpWire Refused()
    {
        TcpWire wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, wire.ClientStart - 1, 0, TcpFlags.Syn, []);
        return wire.Raw(TcpWire.Server, TcpWire.Client, 0, wire.ClientStart, TcpFlags.Rst | TcpFlags.Ack, []);
    }
}
