using System.Net;
using CsCheck;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Transport;

public class CommunityIdTests
{
    private static readonly Gen<IpEndpoint> V4 = EndpointOf(4);
    private static readonly Gen<IpEndpoint> V6 = EndpointOf(16);

    /// <summary>The TCP flows, and a UDP flow, of the specification's baseline, baseline_deflt.json.</summary>
    [Theory]
    [InlineData(CommunityId.Udp, "192.168.1.52", 54585, "8.8.8.8", 53, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")]
    [InlineData(CommunityId.Udp, "8.8.8.8", 53, "192.168.1.52", 54585, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")]
    [InlineData(CommunityId.Tcp, "2001:470:e5bf:dead:4957:2174:e82c:4887", 63943, "2607:f8b0:400c:c03::1a", 25,
        "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=")]
    [InlineData(CommunityId.Tcp, "2607:f8b0:400c:c03::1a", 25, "2001:470:e5bf:dead:4957:2174:e82c:4887", 63943,
        "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=")]
    [InlineData(CommunityId.Tcp, "128.232.110.120", 34855, "66.35.250.204", 80, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData(CommunityId.Tcp, "66.35.250.204", 80, "128.232.110.120", 34855, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    public void It_is_that_of_the_specification(byte protocol, string one, int onePort, string other, int otherPort, string expected) =>
        Assert.Equal(expected, CommunityId.Of(protocol, Endpoint(one, onePort), Endpoint(other, otherPort)));

    [Fact]
    public void Both_directions_have_the_same() =>
        Gen.OneOf(Gen.Select(V4, V4), Gen.Select(V6, V6))
            .Sample((one, other) => Assert.Equal(CommunityId.Of(CommunityId.Tcp, one, other), CommunityId.Of(CommunityId.Tcp, other, one)));

    [Fact]
    public void Ports_decide_where_the_addresses_are_equal() =>
        Gen.Select(V4, Gen.UShort).Sample((one, port) =>
        {
            IpEndpoint other = one with { Port = port };
            Assert.Equal(CommunityId.Of(CommunityId.Tcp, one, other), CommunityId.Of(CommunityId.Tcp, other, one));
        });

    private static IpEndpoint Endpoint(string address, int port) =>
        new(IpAddress.From(IPAddress.Parse(address).GetAddressBytes()), (ushort)port);

    private static Gen<IpEndpoint> EndpointOf(int bytes) =>
        Gen.Select(Gen.Byte.Array[bytes], Gen.UShort, (address, port) => new IpEndpoint(IpAddress.From(address), port));
}
