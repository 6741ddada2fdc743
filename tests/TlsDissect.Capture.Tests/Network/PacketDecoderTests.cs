using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport.Tcp;
using static TlsDissect.Capture.Tests.Making.Frames;

namespace TlsDissect.Capture.Tests.Network;

public class PacketDecoderTests
{
    private static readonly byte[] V4 = Ipv4(Segment(Payload));
    private static readonly byte[] V6 = Ipv6(Segment(Payload));

    public static IEnumerable<object[]> Wrappings =>
        [.. Usual, .. WirelessFrames.Wrappings, .. LinkFrames.Wrappings, .. TunnelFrames.Tags, .. TunnelFrames.Tunnels];

    private static TheoryData<string, LinkType, byte[]> Usual => new()
    {
        { "Ethernet", LinkType.Ethernet, Ethernet(V4) },
        { "Ethernet, IPv6", LinkType.Ethernet, Ethernet(V6, EtherType.Ipv6) },
        { "802.1Q", LinkType.Ethernet, Ethernet([0, 5, 8, 0, .. V4], EtherType.VlanTag) },
        { "802.1ad, 0x9100 and 802.1Q", LinkType.Ethernet,
            Ethernet([0, 5, 0x91, 0, 0, 6, 0x81, 0, 0, 7, 0x86, 0xDD, .. V6], EtherType.ServiceVlanTag) },
        { "802.3 with SNAP", LinkType.Ethernet, Ethernet([0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. V4], 8 + V4.Length) },
        { "MPLS, two labels", LinkType.Ethernet, Ethernet([0, 1, 0, 64, 0, 2, 1, 64, .. V4], EtherType.MplsUnicast) },
        { "MPLS pseudowire", LinkType.Ethernet, Ethernet([0, 1, 1, 64, 0, 0, 0, 0, .. Ethernet(V4)], EtherType.MplsUnicast) },
        { "PPPoE", LinkType.Ethernet, Ethernet(Pppoe([0, 0x21, .. V4]), EtherType.PppoeSession) },
        { "PPPoE, IPv6", LinkType.PppEther, Pppoe([0, 0x57, .. V6]) },
        { "PPP in HDLC-like framing", LinkType.PppHdlc, [0xFF, 3, 0, 0x21, .. V4] },
        { "PPP with a short protocol number", LinkType.Ppp, [0x21, .. V4] },
        { "raw", LinkType.Raw, V4 },
        { "raw, IPv6", LinkType.RawBsd, V6 },
        { "raw as OpenBSD has it", LinkType.RawOpenBsd, V4 },
        { "IPv4", LinkType.Ipv4, V4 },
        { "IPv6", LinkType.Ipv6, V6 },
        { "null, little-endian", LinkType.Null, [2, 0, 0, 0, .. V4] },
        { "null, big-endian", LinkType.Null, [0, 0, 0, 2, .. V4] },
        { "null, IPv6 on macOS", LinkType.Null, [30, 0, 0, 0, .. V6] },
        { "loop, IPv6 on OpenBSD", LinkType.Loop, [0, 0, 0, 24, .. V6] },
        { "Linux cooked", LinkType.LinuxSll, [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, 8, 0, .. V4] },
        { "Linux cooked with a VLAN tag", LinkType.LinuxSll, [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, 0x81, 0, 0, 5, 8, 0, .. V4] },
        { "Linux cooked 2", LinkType.LinuxSll2, [0x86, 0xDD, 0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, .. V6] },
        { "IPv4 options", LinkType.Raw, Ipv4(Segment(Payload), optionBytes: 40) },
        { "TCP options", LinkType.Raw, Ipv4(Segment(Payload, optionBytes: 40)) },
        { "IPv4 authentication header", LinkType.Raw,
            Ipv4([6, 1, 0, 0, .. new byte[8], .. Segment(Payload)], IpProtocol.AuthenticationHeader) },
        {
            "IPv6 hop-by-hop, destination options, routing", LinkType.Raw,
            Ipv6([60, 0, 1, 4, 0, 0, 0, 0, 43, 1, .. new byte[14], 6, 0, 0, 0, 0, 0, 0, 0, .. Segment(Payload)], IpProtocol.HopByHopOptions)
        },
        { "IPv6 atomic fragment", LinkType.Raw, Ipv6Fragment(Segment(Payload), 0, more: false) },
        { "IP in IP", LinkType.Raw, Ipv4(V4, IpProtocol.Ipv4) },
        { "6in4", LinkType.Raw, Ipv4(V6, IpProtocol.Ipv6) },
        { "IPv4 in IPv6", LinkType.Raw, Ipv6(V4, IpProtocol.Ipv4) },
        { "MPLS in IP", LinkType.Raw, Ipv4([0, 1, 1, 64, .. V4], IpProtocol.Mpls) },
        { "GRE", LinkType.Raw, Ipv4([0, 0, 8, 0, .. V4], IpProtocol.Gre) },
        { "GRE with key and sequence number", LinkType.Raw, Ipv4([0x30, 0, 0x86, 0xDD, .. new byte[8], .. V6], IpProtocol.Gre) },
        { "PPTP", LinkType.Raw, Ipv4(Pptp([0xFF, 3, 0, 0x21, .. V4]), IpProtocol.Gre) },
        { "Ethernet in GRE", LinkType.Raw, Ipv4([0, 0, 0x65, 0x58, .. Ethernet(V4)], IpProtocol.Gre) },
        { "ERSPAN I", LinkType.Raw, Ipv4([0, 0, 0x88, 0xBE, .. Ethernet(V4)], IpProtocol.Gre) },
        { "ERSPAN II", LinkType.Raw, Ipv4([0x10, 0, 0x88, 0xBE, .. new byte[12], .. Ethernet(V4)], IpProtocol.Gre) },
        { "ERSPAN III", LinkType.Raw, Ipv4([0x10, 0, 0x22, 0xEB, .. new byte[16], .. Ethernet(V4)], IpProtocol.Gre) },
        { "VXLAN", LinkType.Raw, Ipv4(Udp([8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(V4)], 4789), IpProtocol.Udp) },
        { "Geneve with options", LinkType.Raw,
            Ipv4(Udp([1, 0, 0x65, 0x58, 0, 0, 5, 0, 1, 2, 3, 4, .. Ethernet(V6, EtherType.Ipv6)], 6081), IpProtocol.Udp) },
    };

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void What_follows_the_outermost_IP_packet_is_its_trailer(string wrapping, LinkType linkType, byte[] frame)
    {
        byte[] trailer = [0xf5, 0xde, 0xb0, 0xf5, 0, 8, 0, 1];
        bool isInLength = wrapping.StartsWith("PPPoE", StringComparison.Ordinal) || wrapping == "802.3 with SNAP";
        using PacketDecoder decoder = new();

        Assert.Equal("", TrailerOf(decoder, linkType, frame));
        Assert.Equal(isInLength ? "" : Convert.ToHexString(trailer),
            isInLength ? "" : TrailerOf(decoder, linkType, [.. frame, .. trailer]));
        Assert.Equal("", TrailerOf(decoder, linkType, frame[..^1], frame.Length));
        Assert.Equal("", TrailerOf(decoder, LinkType.Ethernet, Ethernet([.. new byte[100]], 0x88CC)));
    }

    private static string TrailerOf(PacketDecoder decoder, LinkType linkType, byte[] frame, int? originalLength = null)
    {
        CapturedItem item = CapturedItem.Packet("capture", 1, default, linkType, frame, originalLength ?? frame.Length);
        decoder.TryDecode(item, out _);
        return Convert.ToHexString(decoder.TrailerOf(item));
    }

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void Every_wrapping_gives_the_same_segment_and_no_prefix_of_it_more(string wrapping, LinkType linkType, byte[] frame)
    {
        OwnedSegment? segment = OwnedSegment.Decode(linkType, frame);

        Assert.NotNull(segment);
        Assert.Equal((443, 0x01020304u, 0x0A0B0C0Du, TcpFlags.Psh | TcpFlags.Ack),
            (segment.Destination.Port, segment.Sequence, segment.Acknowledgment, segment.Flags));
        Assert.Equal((Convert.ToHexString(Payload), Payload.Length), (segment.Payload, segment.PayloadLength));
        Assert.Contains(segment.Source.ToString(), (string[])["192.0.2.1:40000", "[2001::1]:40000"]);

        for (int captured = 0; captured < frame.Length; captured++)
        {
            OwnedSegment? cut = OwnedSegment.Decode(linkType, frame[..captured], frame.Length);
            int missing = frame.Length - captured;
            if (missing <= Payload.Length) Assert.Equal(segment with { Payload = segment.Payload[..^(missing * 2)] }, cut);
            else Assert.True(cut is null || cut == segment with { Payload = "" }, $"{wrapping}, {captured} bytes captured");
        }
    }

    [Fact]
    public void Ethernet_padding_is_never_payload()
    {
        byte[] acknowledgment = Ipv4(Segment([]));
        byte[] frame = Ethernet([.. acknowledgment, .. new byte[46 - acknowledgment.Length]]);

        Assert.Equal(("", 0), Lengths(OwnedSegment.Decode(LinkType.Ethernet, frame)));
        Assert.Equal(("", 0), Lengths(OwnedSegment.Decode(LinkType.Ethernet, Ethernet([.. Ipv6(Segment([])), 1, 2, 3], EtherType.Ipv6))));
    }

    [Fact]
    public void A_length_of_zero_means_segmentation_offload()
    {
        Assert.Equal(100, OwnedSegment.Decode(LinkType.Raw, Ipv4(Segment(Payload), totalLength: 0))?.PayloadLength);
        Assert.Equal(100, OwnedSegment.Decode(LinkType.Raw, Ipv6(Segment(Payload), payloadLength: 0))?.PayloadLength);
        Assert.Equal(70_000, OwnedSegment.Decode(LinkType.Raw, Ipv4(Segment(new byte[70_000]), totalLength: 0))?.PayloadLength);
    }

    [Fact]
    public void Headers_that_contradict_themselves_are_not_a_segment()
    {
        byte[] shortOffset = Ipv4(Segment(Payload));
        shortOffset[32] = 0x40;
        byte[] longOffset = Ipv4(Segment([]));
        longOffset[32] = 0xF0;
        byte[] shortHeader = Ipv4(Segment(Payload));
        shortHeader[0] = 0x44;

        Assert.Null(OwnedSegment.Decode(LinkType.Raw, shortOffset));
        Assert.Null(OwnedSegment.Decode(LinkType.Raw, longOffset));
        Assert.Null(OwnedSegment.Decode(LinkType.Raw, shortHeader));
        Assert.Null(OwnedSegment.Decode(LinkType.Raw, Ipv4(Segment(Payload), totalLength: 10)));
        Assert.Null(OwnedSegment.Decode(LinkType.Raw, Ipv4(Udp(Payload, 53), IpProtocol.Udp)));
    }

    [Fact]
    public void IP_inside_IP_is_followed_only_so_deep()
    {
        byte[] packet = V4;
        for (int i = 0; i < 7; i++) packet = Ipv4(packet, IpProtocol.Ipv4);
        Assert.NotNull(OwnedSegment.Decode(LinkType.Raw, packet));
        Assert.Null(OwnedSegment.Decode(LinkType.Raw, Ipv4(packet, IpProtocol.Ipv4)));
    }

    private static (string? Payload, int? Length) Lengths(OwnedSegment? segment) => (segment?.Payload, segment?.PayloadLength);
}
