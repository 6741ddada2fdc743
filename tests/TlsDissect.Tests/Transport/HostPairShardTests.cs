using System.Net;
using CsCheck;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Transport;

public class HostPairShardTests
{
    private static readonly Gen<IpAddress> Address = Gen.OneOf(
        Gen.Byte.Array[4].Select(bytes => IpAddress.FromV4(bytes)),
        Gen.Byte.Array[16].Select(bytes => IpAddress.FromV6(bytes)));

    [Fact]
    public void Every_pair_falls_in_exactly_one_part_whatever_its_order() =>
        Gen.Select(Address, Address, Gen.Int[1, 20]).Sample((a, b, count) =>
        {
            int[] owners = [.. Enumerable.Range(0, count).Where(index => new HostPairShard(index, count).Owns(a, b))];
            Assert.Single(owners);
            Assert.True(new HostPairShard(owners[0], count).Owns(b, a));
        });

    [Fact]
    public void The_whole_owns_every_pair() => Gen.Select(Address, Address).Sample((a, b) => Assert.True(HostPairShard.All.Owns(a, b)));

    [Fact]
    public void Neighbouring_addresses_spread_over_the_parts()
    {
        // Three standard deviations of what chance does with 4000 in two parts.
        const int clients = 4000, most = 95;
        for (byte server = 0; server < 40; server++)
        {
            IpAddress address = IpAddress.FromV4([192, 0, 2, server]);
            int first = Enumerable.Range(0, clients)
                .Count(host => new HostPairShard(0, 2).Owns(IpAddress.FromV4([10, 0, (byte)(host >> 8), (byte)host]), address));
            Assert.InRange(first, clients / 2 - most, clients / 2 + most);
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", 945)]
    [InlineData("2001:db8::1", "2001:db8::2", 245)]
    public void The_part_of_a_pair_never_changes(string a, string b, int index)
    {
        // Shards of one corpus may run under different versions of the program: these are promises.
        Assert.Equal(index, Enumerable.Range(0, 1000).Single(i => new HostPairShard(i, 1000).Owns(Parse(a), Parse(b))));
    }

    private static IpAddress Parse(string text)
    {
        byte[] bytes = IPAddress.Parse(text).GetAddressBytes();
        return bytes.Length == 4 ? IpAddress.FromV4(bytes) : IpAddress.FromV6(bytes);
    }
}
