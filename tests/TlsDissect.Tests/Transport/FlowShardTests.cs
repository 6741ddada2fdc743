using CsCheck;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Transport;

public class FlowShardTests
{
    private static readonly Gen<IpEndpoint> Endpoint = Gen.Select(
        Gen.OneOf(Gen.Byte.Array[4].Select(bytes => IpAddress.FromV4(bytes)), Gen.Byte.Array[16].Select(bytes => IpAddress.FromV6(bytes))),
        Gen.UShort,
        (address, port) => new IpEndpoint(address, port));

    [Fact]
    public void Every_flow_falls_in_exactly_one_part_in_either_direction() =>
        Gen.Select(Endpoint, Endpoint, Gen.Int[1, 20]).Sample((a, b, count) =>
        {
            int[] owners = [.. Enumerable.Range(0, count).Where(index => new FlowShard(index, count).Owns(a, b))];
            Assert.Single(owners);
            Assert.True(new FlowShard(owners[0], count).Owns(b, a));
        });

    [Fact]
    public void The_whole_owns_every_flow() => Gen.Select(Endpoint, Endpoint).Sample((a, b) => Assert.True(FlowShard.All.Owns(a, b)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Neighbouring_ports_of_one_pair_spread_over_the_parts(int apart)
    {
        // Four standard deviations of what chance does with 4000 in two parts. Linux gives out every second port first.
        const int flows = 4000, most = 127;
        for (byte server = 0; server < 40; server++)
        {
            IpEndpoint to = new(IpAddress.FromV4([192, 0, 2, server]), 443);
            int first =
                Enumerable.Range(0, flows)
                    .Count(flow =>
                        new FlowShard(0, 2).Owns(new IpEndpoint(IpAddress.FromV4([10, 0, 0, 1]), (ushort)(32768 + apart * flow)), to));
            Assert.InRange(first, flows / 2 - most, flows / 2 + most);
        }
    }

    [Fact]
    public void A_part_of_the_host_pairs_is_spread_over_the_parts_of_the_flows()
    {
        // Both divide at once: machines by host pair, and each machine's threads by flow.
        int[] flows = new int[2];
        for (int host = 0; host < 4000; host++)
        {
            IpEndpoint from = new(IpAddress.FromV4([10, 0, (byte)(host >> 8), (byte)host]), 40000),
                to = new(IpAddress.FromV4([192, 0, 2, 1]), 443);
            if (new HostPairShard(0, 2).Owns(from.Address, to.Address)) flows[new FlowShard(0, 2).Owns(from, to) ? 0 : 1]++;
        }

        Assert.All(flows, count => Assert.InRange(count, 850, 1150));
    }
}
