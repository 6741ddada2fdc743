using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport.Tcp;
using static TlsDissect.Capture.Tests.Making.Frames;
using static TlsDissect.Capture.Tests.Making.TunnelFrames;
using static TlsDissect.Capture.Tests.Making.WirelessFrames;

namespace TlsDissect.Capture.Tests.Network;

public class UndissectedTests
{
    private static readonly byte[] Packet = Ipv4(Segment(new byte[100]));

    public static TheoryData<int, byte[], UndissectedKind, int> Refused() => new()
    {
        { 9999, Packet, UndissectedKind.LinkType, 9999 },
        { (int)LinkType.Ethernet, Ethernet(new byte[46], 0x0806), UndissectedKind.EtherType, 0x0806 },
        { (int)LinkType.Ethernet, Ethernet([0x42, 0x42, 3, .. new byte[43]], 46), UndissectedKind.LinkControl, 0x4242 },
        { (int)LinkType.Loop, [0, 0, 0, 7, .. new byte[20]], UndissectedKind.AddressFamily, 7 },
        { (int)LinkType.Nflog, LinkFrames.Nflog(7, Packet), UndissectedKind.AddressFamily, 7 },
        { (int)LinkType.Nflog, [2, 0, 0, 30, 8, 0, 5, 0, 0, 0, 0, 1], UndissectedKind.Malformed, 0 },
        { (int)LinkType.Pflog, [61, 18, .. new byte[62], .. Packet], UndissectedKind.AddressFamily, 18 },
        { (int)LinkType.Enc, [16, 0, 0, 0, .. new byte[8], .. Packet], UndissectedKind.AddressFamily, 16 },
        { (int)LinkType.PktapOfApple, [.. new byte[200]], UndissectedKind.LinkType, 149 },
        { (int)LinkType.Pktap, LinkFrames.Pktap(LinkType.PktapOfApple, LinkFrames.Pktap(LinkType.Ethernet, Ethernet(Packet))), UndissectedKind.LinkType, 258 },
        { (int)LinkType.Pktap, LinkFrames.Pktap((LinkType)250, Packet), UndissectedKind.LinkType, 250 },
        { (int)LinkType.FrameRelay, [0x18, 0x41, 3, 0x81, 0, 0], UndissectedKind.LinkType, 107 },
        { (int)LinkType.Wireless, Frame(0x80, 0, [], new byte[40]), UndissectedKind.WirelessManagement, 0 },
        { (int)LinkType.Wireless, [0xD4, 0, 0, 0, 1, 2, 3, 4, 5, 6], UndissectedKind.WirelessControl, 0 },
        { (int)LinkType.Wireless, Frame(0x48, 1, [], []), UndissectedKind.WirelessNull, 0 },
        { (int)LinkType.Wireless, Frame(0xC8, 1, [0, 0], []), UndissectedKind.WirelessNull, 0 },
        { (int)LinkType.Wireless, Frame(QosData, ToDistribution | Protected, [0, 0], new byte[60]), UndissectedKind.WirelessEncrypted, 0 },
        { (int)LinkType.Wireless, Frame(QosData, ToDistribution | 4, [0, 0], Llc(Packet)), UndissectedKind.FrameFragment, 0 },
        { (int)LinkType.Wireless, Frame(QosData, ToDistribution, [0, 0], Llc(Packet), sequenceControl: 1), UndissectedKind.FrameFragment, 0 },
        { (int)LinkType.Wireless, Frame(0x09, 0, [], Llc(Packet)), UndissectedKind.Malformed, 0 },
        { (int)LinkType.Ethernet, Ethernet([0x2C, 0, 0, 0, 0, 1, .. new byte[100]], 0x88E5), UndissectedKind.EtherType, 0x88E5 },
        { (int)LinkType.Ethernet, Ethernet([0, 2, 1, 9, 0, 0, 0, 0, .. Packet], 0x894F), UndissectedKind.EtherType, 0x894F },
        { (int)LinkType.Ethernet, Ethernet([1, 2, 3, 4, 5, 6, 8, 0, .. Packet], 0x8988), UndissectedKind.EtherType, 0x8988 },
        { (int)LinkType.Raw, OnUdp([1, 0, 0, 0, 22, 0xFE, 0xFD, .. new byte[50]], 5247), UndissectedKind.EncryptedTunnel, 5247 },
        { (int)LinkType.Raw, OnUdp([0, 0x10, 2, 0x80, 0, 1, 0, 0, .. Ethernet(Packet)], 5247), UndissectedKind.FrameFragment, 0 },
        { (int)LinkType.Raw, OnUdp([0, 0x10, 3, 0, 0, 0, 0, 0, .. Frame(0x80, 0, [], new byte[40])], 5247), UndissectedKind.WirelessManagement, 0 },
        { (int)LinkType.Raw, OnUdp([1, 0, 0, 18, 1, 0x88], 37008), UndissectedKind.Malformed, 0 },
        { (int)LinkType.Ppp, [0xC0, 0x21, 1, 2, 3, 4], UndissectedKind.PppProtocol, 0xC021 },
        { (int)LinkType.Raw, Ipv4(new byte[8], 1), UndissectedKind.IpProtocol, 1 },
        { (int)LinkType.Raw, Ipv6(new byte[8], next: 58), UndissectedKind.IpProtocol, 58 },
        { (int)LinkType.Raw, Ipv4(Udp(new byte[8], 53), IpProtocol.Udp), UndissectedKind.Udp, 0 },
        { (int)LinkType.Raw, Ipv4(Segment(new byte[100]), totalLength: 2000), UndissectedKind.Overrun, 0 },
        { (int)LinkType.Raw, Packet[..19], UndissectedKind.Malformed, 0 },
        { (int)LinkType.Raw, Nested(9), UndissectedKind.NestedTooDeep, 0 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_dissected_is_named(int linkType, byte[] frame, UndissectedKind kind, int number)
    {
        using PacketDecoder decoder = new();
        CapturedItem item = CapturedItem.Packet("made", 1, default, (LinkType)linkType, frame, frame.Length);

        Assert.False(decoder.TryDecode(item, out TcpSegment _));
        Assert.Equal(new Undissected(kind, number), decoder.Undissected);
        decoder.Decode(item, out _);
        Assert.Equal(new Undissected(kind, number), decoder.Undissected);
    }

    [Fact]
    public void A_header_that_the_snap_length_cut_is_truncated()
    {
        using PacketDecoder decoder = new();
        for (int kept = 0; kept < 40; kept++)
        {
            Assert.False(decoder.TryDecode(CapturedItem.Packet("made", 1, default, LinkType.Raw, Packet.AsSpan(0, kept), Packet.Length), out _));
            Assert.Equal(UndissectedKind.Truncated, decoder.Undissected.Kind);
        }
    }

    private static byte[] Nested(int depth)
    {
        byte[] packet = Packet;
        for (int i = 0; i < depth; i++) packet = Ipv4(packet, IpProtocol.Ipv4);
        return packet;
    }
}
