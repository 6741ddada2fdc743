using CsCheck;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Transport.Udp;

public class UdpFlowTableTests
{
    private static readonly IpEndpoint Second = UdpWire.Endpoint("192.0.2.3", 50000);
    private static readonly IpEndpoint Third = UdpWire.Endpoint("192.0.2.4", 50000);

    [Fact]
    public void Both_directions_are_one_flow_and_who_sends_first_is_side_0()
    {
        UdpWire wire = new UdpWire().FromServer("hello").Other().FromClient("ab").FromClient("").FromServer("c").Complete();
        Assert.Equal("0:hello 1:ab 1: 0:c", wire.Only.Story);
        UdpFlow flow = wire.Only.Flow;
        Assert.Equal((UdpWire.Server, UdpWire.Client), (flow.Endpoint(0), flow.Endpoint(1)));
        Assert.Equal((1L, 1L, 5L, 4L), (flow.Id, flow.First.Packet, flow.Last.Packet, flow.Packets));
        Assert.Equal([1L, 3, 4, 5], wire.Only.Datagrams.Select(d => d.Position.Packet));
        Assert.Equal(wire.Now, flow.Last.Time.Nanoseconds);
    }

    [Theory]
    [InlineData("192.0.2.1", 5000, "192.0.2.1", 5001)]
    [InlineData("192.0.2.1", 65535, "2001:db8::1", 0)]
    [InlineData("2001:db8::1", 443, "2001:db8::2", 65535)]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 443, "::", 443)]
    [InlineData("0.0.0.1", 7, "::1", 7)]
    public void Endpoints_are_those_of_the_first_datagram_whichever_sends_it(string address, int port, string otherAddress, int otherPort)
    {
        IpEndpoint one = UdpWire.Endpoint(address, port), other = UdpWire.Endpoint(otherAddress, otherPort);
        foreach ((IpEndpoint first, IpEndpoint second) in new[] { (one, other), (other, one) })
        {
            UdpWire wire = new UdpWire().Send(first, second, "a").Send(second, first, "b");
            Assert.Equal((first, second), (wire.Only.Flow.Endpoint(0), wire.Only.Flow.Endpoint(1)));
            Assert.Equal("0:a 1:b", wire.Only.Story);
        }
    }

    [Fact]
    public void An_endpoint_that_sends_to_itself_is_side_0()
    {
        UdpWire wire = new UdpWire().Send(UdpWire.Client, UdpWire.Client, "a").Send(UdpWire.Client, UdpWire.Client, "b");
        Assert.Equal("0:a 0:b", wire.Only.Story);
    }

    [Fact]
    public void Another_port_or_address_is_another_flow()
    {
        UdpWire wire = new UdpWire().FromClient("a").Send(UdpWire.Client, UdpWire.Server with { Port = 444 }, "b")
            .Send(Second, UdpWire.Server, "c").FromServer("d");
        Assert.Equal(["0:a 1:d", "0:b", "0:c"], wire.Opened.Select(flow => flow.Story));
        Assert.Equal(3, wire.Table.Count);
    }

    [Fact]
    public void What_was_captured_of_a_datagram_its_length_and_its_checksum_are_handed_on()
    {
        UdpWire wire = new UdpWire().Send(UdpWire.Client, UdpWire.Server, [65], wireLength: 1200, ChecksumVerdict.Wrong)
            .Send(UdpWire.Client, UdpWire.Server, [66], checksum: ChecksumVerdict.Correct);
        Assert.Equal([(1200, ChecksumVerdict.Wrong), (1, ChecksumVerdict.Correct)],
            wire.Only.Datagrams.Select(d => (d.WireLength, d.Checksum)));
        Assert.Equal("0:A 0:B", wire.Only.Story);
    }

    [Fact]
    public void A_flow_begins_with_a_datagram_that_begins_something()
    {
        UdpWire wire = new UdpWire { Selects = payload => payload is [(byte)'!', ..] }.FromClient("x").Send(Second, UdpWire.Server, "x")
            .FromServer("!y").FromClient("z").Complete();
        Assert.Equal("0:!y 1:z", wire.Only.Story);
        Assert.Equal((3L, 2L), (wire.Only.Flow.Id, wire.Only.Flow.Packets));
        Assert.Equal(0, wire.Table.Count);
    }

    [Fact]
    public void Ports_used_again_after_the_idle_timeout_are_another_flow()
    {
        UdpWire wire = new UdpWire().FromClient("old").FromServer("old").Wait(121 * UdpWire.Second).FromServer("new").FromClient("new")
            .Complete();
        Assert.Equal(["0:old 1:old", "0:new 1:new"], wire.Opened.Select(flow => flow.Story));
        Assert.Equal([3L, long.MaxValue], wire.Ended.Select(flow => flow.FinalizedAt));
        Assert.Equal((1L, 2L, 3L), (wire.Opened[0].Flow.Id, wire.Opened[0].Flow.Last.Packet, wire.Opened[1].Flow.Id));
        Assert.Equal([UdpWire.Client, UdpWire.Server], wire.Opened.Select(flow => flow.Flow.Endpoint(0)));
    }

    [Fact]
    public void A_flow_lives_as_long_as_no_silence_is_longer_than_the_timeout()
    {
        UdpWire wire = new UdpWire(new UdpLimits { IdleTimeout = TimeSpan.FromSeconds(10) }).FromClient("a");
        for (int i = 0; i < 10; i++) wire.Wait(9 * UdpWire.Second).FromServer("b");
        Assert.Empty(wire.Ended);
        Assert.Empty(wire.Wait(10 * UdpWire.Second).Other().Ended);
        Assert.Single(wire.Wait(1).Other().Ended);
        Assert.Equal(wire.Packet, wire.Only.FinalizedAt);
        Assert.Equal(0, wire.Table.Count);
    }

    [Fact]
    public void Without_a_timeout_silence_ends_nothing()
    {
        UdpWire wire = new UdpWire(new UdpLimits { IdleTimeout = TimeSpan.Zero }).FromClient("a").Wait(1_000_000 * UdpWire.Second).Other()
            .FromClient("b");
        Assert.Equal("0:a 0:b", wire.Only.Story);
    }

    [Fact]
    public void Clock_that_goes_back_ends_nothing_and_silence_counts_from_the_latest_time()
    {
        UdpWire wire = new UdpWire().FromClient("a").Wait(-3600 * UdpWire.Second).FromServer("b").Wait(100 * UdpWire.Second)
            .FromClient("c");
        Assert.Empty(wire.Ended);
        Assert.Equal("0:a 1:b 0:c", wire.Only.Story);
        Assert.Empty(wire.Wait((3500 + 119) * UdpWire.Second).Other().Ended);
        Assert.Single(wire.Wait(2 * UdpWire.Second).Other().Ended);
    }

    [Fact]
    public void Past_the_most_flows_the_one_silent_longest_ends()
    {
        UdpWire wire = new UdpWire(new UdpLimits { MaxFlows = 2 }).FromClient("a").Send(Second, UdpWire.Server, "b").FromServer("c")
            .Send(Third, UdpWire.Server, "d");
        Assert.Equal("0:b", Assert.Single(wire.Ended).Story);
        Assert.Equal(4, wire.Ended[0].FinalizedAt);
        Assert.Equal(2, wire.Table.Count);
        Assert.Equal("0:b", wire.FromClient("e").Complete().Ended[0].Story);
        Assert.Equal(["0:b", "0:d", "0:a 1:c 0:e"], wire.Ended.Select(flow => flow.Story));
    }

    [Fact]
    public void At_the_end_all_end_in_the_order_of_their_last_packets()
    {
        UdpWire wire = new UdpWire().FromClient("a").Send(Second, UdpWire.Server, "b").Send(Third, UdpWire.Server, "c").FromServer("d")
            .Complete();
        Assert.Equal([Second, Third, UdpWire.Client], wire.Ended.Select(flow => flow.Flow.Endpoint(0)));
        Assert.All(wire.Ended, flow => Assert.Equal(long.MaxValue, flow.FinalizedAt));
        Assert.Equal(0, wire.Table.Count);
    }

    [Fact]
    public void A_fault_ends_the_reading_of_its_flow_and_the_others_go_on()
    {
        UdpWire wire = new UdpWire { FaultyPort = Second.Port }.FromClient("a").Send(Second, UdpWire.Server, "x")
            .Send(UdpWire.Server, Second, "y").FromServer("b").Complete();
        Assert.Equal(["0:a 1:b", ""], wire.Opened.Select(flow => flow.Story));
        Assert.Empty(wire.Opened[0].Faults);
        Assert.Single(wire.Opened[1].Faults);
        Assert.All(wire.Opened, flow => Assert.True(flow.IsEnded));
        Assert.Equal(2, wire.Opened[1].Flow.Packets);
    }

    [Fact]
    public void What_is_not_the_flows_fault_goes_on_to_the_caller()
    {
        UdpFlowTable table = new(new UdpLimits(), OwnedFlows.All, [new AnyDatagrams(() => new Sinking())]);
        Assert.Throws<IOException>(
            () => table.Add(
                new Datagram
                {
                    PacketNumber = 1,
                    Time = default,
                    Source = Second,
                    Destination = Third,
                    Payload = default,
                    PayloadLength = 0,
                }));
    }

    /// <summary>
    /// Any datagrams between a few hosts with a clock that jumps: every flow is seen by one of the parts, and there it is the same as in
    /// the whole.
    /// </summary>
    [Fact]
    public void Parts_see_each_flow_once_and_the_same_as_the_whole() =>
        Gen.Select(Gen.Int[1, 5], Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 2], Gen.Int[-30, 60]).Array[1, 100])
            .Sample((parts, datagrams) =>
        {
            string[] whole = Flows(HostPairShard.All, datagrams);
            string[] split = [.. Enumerable.Range(0, parts).SelectMany(index => Flows(new HostPairShard(index, parts), datagrams))];
            Assert.Equal(whole.Order(StringComparer.Ordinal), split.Order(StringComparer.Ordinal));
            Assert.Equal(datagrams.Length, whole.Sum(flow => flow.Count(c => c == '~')));
        }, iter: 500);

    private static string[] Flows(HostPairShard shard, (int From, int To, int Port, int Seconds)[] datagrams)
    {
        UdpWire wire = new(shard: shard);
        foreach ((int from, int to, int port, int seconds) in datagrams)
            wire.Wait(seconds * UdpWire.Second)
                .Send(UdpWire.Endpoint($"10.0.0.{from}", port), UdpWire.Endpoint($"10.0.0.{to}", port), $"~{wire.Packet}");
        return [.. wire.Complete().Ended.Select(flow => flow.Summary)];
    }

    /// <summary>The error of a full disk.</summary>
    private sealed class Sinking : IDatagramConsumer
    {
        public void OnDatagram(int side, in Datagram datagram) => throw new IOException("made");

        public void OnEnd() { }
    }
}
