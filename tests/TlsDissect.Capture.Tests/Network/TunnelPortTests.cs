using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using static TlsDissect.Capture.Tests.Making.Frames;
using static TlsDissect.Capture.Tests.Making.TunnelFrames;

namespace TlsDissect.Capture.Tests.Network;

public class TunnelPortTests
{
    private static readonly byte[] Inner = Ipv4(Segment(Payload));
    private static readonly TunnelPorts Ports = new() { Vxlan = [8473, 2153], Geneve = [6082], GtpUser = [3544] };

    public static TheoryData<int, byte[]> Others => new()
    {
        { 8473, [8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(Inner)] },
        { 2153, [8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(Inner)] },
        { 6082, [0, 0, 8, 0, 0, 0, 5, 0, .. Inner] },
        { 3544, [0x30, 255, 0, (byte)Inner.Length, 0, 0, 0, 1, .. Inner] },
        { 4789, [8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(Inner)] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Further_ports_are_tunnels_and_the_usual_ones_stay(int port, byte[] payload)
    {
        using PacketDecoder decoder = new(tunnels: Ports), usual = new();
        Assert.Equal(100, OwnedSegment.Decode(decoder, LinkType.Raw, OnUdp(payload, port))?.PayloadLength);
        Assert.Equal(port == 4789, OwnedSegment.Decode(usual, LinkType.Raw, OnUdp(payload, port)) is not null);
    }
}
