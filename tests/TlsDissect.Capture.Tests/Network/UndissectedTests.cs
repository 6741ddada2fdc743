using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Transport.Tcp;
using static TlsDissect.Capture.Tests.Making.Frames;

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
