using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using static TlsDissect.Capture.Tests.Making.Frames;

namespace TlsDissect.Capture.Tests.Network;

/// <summary>A length past the end of what carries it is a packet that its receiver drops.</summary>
public class LengthTests
{
    private const int MoreFragments = 0x2000;

    private static readonly byte[] Tcp = Segment(Payload);
    private static readonly byte[] V4 = Ipv4(Tcp);
    private static readonly byte[] V6 = Ipv6(Tcp);

    public static TheoryData<string, LinkType, byte[]> Overruns => new()
    {
        { "IPv4 in Ethernet", LinkType.Ethernet, Ethernet(Ipv4(Tcp, totalLength: V4.Length + 1)) },
        { "IPv4, far more", LinkType.Ethernet, Ethernet(Ipv4(Tcp, totalLength: 4148)) },
        { "IPv4, raw", LinkType.Raw, Ipv4(Tcp, totalLength: V4.Length + 1) },
        { "IPv4, its header", LinkType.Raw, [0x4F, .. Ipv4(Tcp[..30])[1..]] },
        { "IPv6 in Ethernet", LinkType.Ethernet, Ethernet(Ipv6(Tcp, payloadLength: Tcp.Length + 1), EtherType.Ipv6) },
        { "IPv6, a jumbogram", LinkType.Raw, Jumbogram(Tcp, 8 + Tcp.Length + 1) },
        { "IPv6, a jumbogram of gigabytes", LinkType.Raw, Jumbogram(Tcp, -1) },
        { "IPv6, an extension header", LinkType.Raw, Ipv6([IpProtocol.Tcp, 20, .. new byte[6], .. Tcp], IpProtocol.DestinationOptions) },
        { "802.1Q", LinkType.Ethernet, Ethernet([0, 5, 8, 0, .. Ipv4(Tcp, totalLength: V4.Length + 1)], EtherType.VlanTag) },
        { "802.3", LinkType.Ethernet, Ethernet([0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. V4], 8 + V4.Length + 1) },
        { "802.3, the packet in it", LinkType.Ethernet, Ethernet([0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. V4, 0], 8 + V4.Length - 1) },
        { "MPLS", LinkType.Ethernet, Ethernet([0, 1, 1, 64, .. Ipv4(Tcp, totalLength: V4.Length + 1)], EtherType.MplsUnicast) },
        { "PPPoE", LinkType.Ethernet, Ethernet(Pppoe([0, 0x21, .. V4], 2 + V4.Length + 1), EtherType.PppoeSession) },
        { "PPPoE, the packet in it", LinkType.Ethernet, Ethernet(Pppoe([0, 0x21, .. V4, 0], 2 + V4.Length - 1), EtherType.PppoeSession) },
        { "PPP", LinkType.Ppp, [0x21, .. Ipv4(Tcp, totalLength: V4.Length + 1)] },
        { "Linux cooked", LinkType.LinuxSll, [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, 8, 0, .. Ipv4(Tcp, totalLength: V4.Length + 1)] },
        { "802.11", (LinkType)105, [8, 2, 0, 0, .. new byte[20], 0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. Ipv4(Tcp, totalLength: V4.Length + 1)] },
        { "IP in IP", LinkType.Raw, Ipv4(Ipv4(Tcp, totalLength: V4.Length + 1), IpProtocol.Ipv4) },
        { "IPv6 in IP", LinkType.Raw, Ipv4(Ipv6(Tcp, payloadLength: Tcp.Length + 1), IpProtocol.Ipv6) },
        { "GRE", LinkType.Raw, Ipv4([0, 0, 8, 0, .. Ipv4(Tcp, totalLength: V4.Length + 1)], IpProtocol.Gre) },
        { "PPTP", LinkType.Raw, Ipv4(Pptp([0x21, .. V4], 2 + V4.Length), IpProtocol.Gre) },
        { "ERSPAN II", LinkType.Raw,
            Ipv4([0x10, 0, 0x88, 0xBE, .. new byte[12], .. Ethernet(Ipv4(Tcp, totalLength: V4.Length + 1))], IpProtocol.Gre) },
        { "UDP", LinkType.Raw, Ipv4(Vxlan(V4, length: 1 + 8 + 8 + 14 + V4.Length), IpProtocol.Udp) },
        { "UDP in a padded frame", LinkType.Ethernet,
            Ethernet([.. Ipv4(Vxlan(V4, length: 1 + 8 + 8 + 14 + V4.Length), IpProtocol.Udp), 0, 0, 0]) },
        { "VXLAN, the packet in it", LinkType.Raw, Ipv4(Vxlan(Ipv4(Tcp, totalLength: V4.Length + 1)), IpProtocol.Udp) },
        { "UDP, the packet in it", LinkType.Raw, Ipv4(Vxlan([.. V4, 0], length: 8 + 8 + 14 + V4.Length - 1), IpProtocol.Udp) },
        { "Geneve", LinkType.Raw,
            Ipv4(Udp([0, 0, 0x65, 0x58, 0, 0, 5, 0, .. Ethernet(Ipv6(Tcp, payloadLength: Tcp.Length + 1), EtherType.Ipv6)], 6081),
                IpProtocol.Udp) },
        { "TCP", LinkType.Raw, Ipv4([.. Tcp[..12], 0xF0, .. Tcp[13..40]]) },
    };

    [Fact]
    public void A_jumbogram_of_gigabytes_is_believed_where_the_file_has_no_length()
    {
        using var decoder = new PacketDecoder();

        OwnedSegment? segment = OwnedSegment.Decode(decoder, LinkType.Raw, Jumbogram(Tcp, int.MaxValue), originalLength: 0);

        Assert.Equal((Convert.ToHexString(Payload), int.MaxValue - 8 - 20), (segment?.Payload, segment?.PayloadLength));
    }

    [Theory]
    [MemberData(nameof(Overruns))]
    public void Length_past_the_enclosing_layer_is_not_believed(string layer, LinkType linkType, byte[] frame)
    {
        using var decoder = new PacketDecoder();
        Assert.True(OwnedSegment.Decode(decoder, linkType, frame) is null, layer);
        Assert.Equal(1, decoder.PacketsOverrun);

        // However much of it a snap length kept: past the headers, it is the length on the wire that counts.
        Assert.True(OwnedSegment.Decode(decoder, linkType, frame[..^1], frame.Length) is null, layer);
        Assert.Equal(2, decoder.PacketsOverrun);
    }

    [Fact]
    public void Snap_length_is_believed_where_the_length_on_the_wire_says_so()
    {
        using var decoder = new PacketDecoder();
        Assert.Equal((2, 100), Lengths(OwnedSegment.Decode(decoder, LinkType.Raw, V4[..42], V4.Length)));
        Assert.Equal(0, decoder.PacketsOverrun);
    }

    [Fact]
    public void Packets_own_lengths_are_believed_where_the_capture_does_not_say_how_long_it_was() =>
        Assert.Equal((2, 100), Lengths(OwnedSegment.Decode(LinkType.Raw, V4[..42], originalLength: 0)));

    [Fact]
    public void Frame_that_a_mirroring_switch_says_it_truncated_is_as_long_as_its_packet_says()
    {
        byte[] truncated = Ethernet(V4)[..64];
        Assert.Equal((10, 100),
            Lengths(OwnedSegment.Decode(LinkType.Raw,
                Ipv4([0x10, 0, 0x88, 0xBE, .. new byte[6], 0x04, .. new byte[5], .. truncated], IpProtocol.Gre))));
        Assert.Null(OwnedSegment.Decode(LinkType.Raw, Ipv4([0x10, 0, 0x88, 0xBE, .. new byte[12], .. truncated], IpProtocol.Gre)));
    }

    [Fact]
    public void Jumbogram_ends_where_its_option_says() =>
        Assert.Equal((70_000, 70_000), Lengths(OwnedSegment.Decode(LinkType.Raw, [.. Jumbogram(Segment(new byte[70_000])), 1, 2, 3])));

    [Theory]
    [InlineData(EtherType.Ipv4, new byte[0])]
    [InlineData(EtherType.VlanTag, new byte[] { 0, 5, 8, 0 })]
    public void Padding_of_a_small_frame_is_not_payload_if_the_length_is_zero(int etherType, byte[] tag)
    {
        byte[] acknowledgment = Ipv4(Segment([]), totalLength: 0);
        Assert.Equal((0, 0),
            Lengths(OwnedSegment.Decode(LinkType.Ethernet, Ethernet([.. tag, .. acknowledgment, .. new byte[6]], etherType))));
        Assert.Equal((0, 0), Lengths(OwnedSegment.Decode(LinkType.Raw, Ipv4(Vxlan([.. acknowledgment, .. new byte[6]]), IpProtocol.Udp))));
    }

    [Fact]
    public void Fragment_past_the_largest_packet_is_dropped()
    {
        using var decoder = new PacketDecoder();
        OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(Segment(new byte[65_500 - 20]), fragmentField: MoreFragments));
        OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(new byte[20], fragmentField: MoreFragments | 65_496 / 8));
        Assert.Null(OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(new byte[20], fragmentField: 65_512 / 8)));
    }

    [Fact]
    public void Fragment_that_claims_more_than_its_frame_is_dropped()
    {
        using var decoder = new PacketDecoder();
        OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(Tcp[..80], fragmentField: MoreFragments));
        Assert.Null(OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(Tcp[80..], fragmentField: 10, totalLength: 20 + 41)));
        Assert.Equal((100, 100), Lengths(OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(Tcp[80..], fragmentField: 10))));
    }

    [Fact]
    public void Overlapping_fragments_of_IPv6_drop_their_datagram()
    {
        using var decoder = new PacketDecoder();
        OwnedSegment.Decode(decoder, LinkType.Raw, Ipv6Fragment(Tcp[..48], 0, more: true));
        OwnedSegment.Decode(decoder, LinkType.Raw, Ipv6Fragment(Tcp[40..88], 40, more: true));
        Assert.Null(OwnedSegment.Decode(decoder, LinkType.Raw, Ipv6Fragment(Tcp[88..], 88, more: false)));
        Assert.Equal((0L, 3L), (decoder.DatagramsReassembled, decoder.Fragments));
    }

    private static (int?, int?) Lengths(OwnedSegment? segment) => (segment?.Payload.Length / 2, segment?.PayloadLength);
}
