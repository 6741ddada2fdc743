using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport.Tcp;
using static TlsDissect.Capture.Tests.Making.Frames;
using static TlsDissect.Capture.Tests.Making.TunnelFrames;
using static TlsDissect.Capture.Tests.Making.WirelessFrames;

namespace TlsDissect.Capture.Tests.Network;

public class UndissectedTests
{
    private static readonly byte[] Packet = Ipv4(Segment(new byte[100]));

    public static TheoryData<int, byte[], string, int> Refused() => new()
    {
        { 9999, Packet, nameof(UndissectedKind.LinkType), 9999 },
        { (int)LinkType.Ethernet, Ethernet(new byte[46], 0x0806), nameof(UndissectedKind.EtherType), 0x0806 },
        { (int)LinkType.Ethernet, Ethernet([0x42, 0x42, 3, .. new byte[43]], 46), nameof(UndissectedKind.LinkControl), 0x4242 },
        { (int)LinkType.Loop, [0, 0, 0, 7, .. new byte[20]], nameof(UndissectedKind.AddressFamily), 7 },
        { (int)LinkType.Nflog, LinkFrames.Nflog(7, Packet), nameof(UndissectedKind.AddressFamily), 7 },
        { (int)LinkType.Nflog, [2, 0, 0, 30, 8, 0, 5, 0, 0, 0, 0, 1], nameof(UndissectedKind.Malformed), 0 },
        { (int)LinkType.Pflog, [61, 18, .. new byte[62], .. Packet], nameof(UndissectedKind.AddressFamily), 18 },
        { (int)LinkType.Enc, [16, 0, 0, 0, .. new byte[8], .. Packet], nameof(UndissectedKind.AddressFamily), 16 },
        { (int)LinkType.PktapOfApple, [.. new byte[200]], nameof(UndissectedKind.LinkType), 149 },
        { (int)LinkType.Pktap, LinkFrames.Pktap(LinkType.PktapOfApple, LinkFrames.Pktap(LinkType.Ethernet, Ethernet(Packet))),
            nameof(UndissectedKind.LinkType), 258 },
        { (int)LinkType.Pktap, LinkFrames.Pktap((LinkType)250, Packet), nameof(UndissectedKind.LinkType), 250 },
        { (int)LinkType.FrameRelay, [0x18, 0x41, 3, 0x81, 0, 0], nameof(UndissectedKind.LinkType), 107 },
        { (int)LinkType.Wireless, Frame(0x80, 0, [], new byte[40]), nameof(UndissectedKind.WirelessManagement), 0 },
        { (int)LinkType.Wireless, [0xD4, 0, 0, 0, 1, 2, 3, 4, 5, 6], nameof(UndissectedKind.WirelessControl), 0 },
        { (int)LinkType.Wireless, Frame(0x48, 1, [], []), nameof(UndissectedKind.WirelessNull), 0 },
        { (int)LinkType.Wireless, Frame(0xC8, 1, [0, 0], []), nameof(UndissectedKind.WirelessNull), 0 },
        { (int)LinkType.Wireless, Frame(QosData, ToDistribution | Protected, [0, 0], new byte[60]),
            nameof(UndissectedKind.WirelessEncrypted), 0 },
        { (int)LinkType.Wireless, Frame(QosData, ToDistribution | 4, [0, 0], Llc(Packet)), nameof(UndissectedKind.FrameFragment), 0 },
        { (int)LinkType.Wireless, Frame(QosData, ToDistribution, [0, 0], Llc(Packet), sequenceControl: 1),
            nameof(UndissectedKind.FrameFragment), 0 },
        { (int)LinkType.Wireless, Frame(0x09, 0, [], Llc(Packet)), nameof(UndissectedKind.Malformed), 0 },
        { (int)LinkType.Ethernet, Ethernet([0x2C, 0, 0, 0, 0, 1, .. new byte[100]], 0x88E5), nameof(UndissectedKind.EtherType), 0x88E5 },
        { (int)LinkType.Ethernet, Ethernet([0, 2, 1, 9, 0, 0, 0, 0, .. Packet], 0x894F), nameof(UndissectedKind.EtherType), 0x894F },
        { (int)LinkType.Ethernet, Ethernet([1, 2, 3, 4, 5, 6, 8, 0, .. Packet], 0x8988), nameof(UndissectedKind.EtherType), 0x8988 },
        { (int)LinkType.Raw, OnUdp([1, 0, 0, 0, 22, 0xFE, 0xFD, .. new byte[50]], 5247), nameof(UndissectedKind.EncryptedTunnel), 5247 },
        { (int)LinkType.Raw, OnUdp([0, 0x10, 2, 0x80, 0, 1, 0, 0, .. Ethernet(Packet)], 5247), nameof(UndissectedKind.FrameFragment), 0 },
        { (int)LinkType.Raw, OnUdp([0, 0x10, 3, 0, 0, 0, 0, 0, .. Frame(0x80, 0, [], new byte[40])], 5247),
            nameof(UndissectedKind.WirelessManagement), 0 },
        { (int)LinkType.Raw, OnUdp([1, 0, 0, 18, 1, 0x88], 37008), nameof(UndissectedKind.Malformed), 0 },
        { (int)LinkType.Ppp, [0xC0, 0x21, 1, 2, 3, 4], nameof(UndissectedKind.PppProtocol), 0xC021 },
        { (int)LinkType.Raw, Ipv4(new byte[8], 1), nameof(UndissectedKind.IpProtocol), 1 },
        { (int)LinkType.Raw, Ipv6(new byte[8], next: 58), nameof(UndissectedKind.IpProtocol), 58 },
        { (int)LinkType.Raw, Ipv4(Udp(new byte[8], 53), IpProtocol.Udp), nameof(UndissectedKind.Udp), 0 },
        { (int)LinkType.Raw, Ipv4(Segment(new byte[100]), totalLength: 2000), nameof(UndissectedKind.Overrun), 0 },
        { (int)LinkType.Raw, Packet[..19], nameof(UndissectedKind.Malformed), 0 },
        { (int)LinkType.Raw, Nested(9), nameof(UndissectedKind.NestedTooDeep), 0 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_dissected_is_named(int linkType, byte[] frame, string kind, int number)
    {
        using PacketDecoder decoder = new();
        CapturedItem item = CapturedItem.Packet("made", 1, default, (LinkType)linkType, frame, frame.Length);

        Assert.False(decoder.TryDecode(item, out TcpSegment _));
        Assert.Equal(new Undissected(Enum.Parse<UndissectedKind>(kind), number), decoder.Undissected);
        decoder.Decode(item, out _);
        Assert.Equal(new Undissected(Enum.Parse<UndissectedKind>(kind), number), decoder.Undissected);
    }

    [Fact]
    public void A_header_that_the_snap_length_cut_is_truncated()
    {
        using PacketDecoder decoder = new();
        for (int kept = 0; kept < 40; kept++)
        {
            Assert.False(
                decoder.TryDecode(CapturedItem.Packet("made", 1, default, LinkType.Raw, Packet.AsSpan(0, kept), Packet.Length), out _));
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
