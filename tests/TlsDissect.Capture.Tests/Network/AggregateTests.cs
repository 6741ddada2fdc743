using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport.Tcp;
using static TlsDissect.Capture.Tests.Making.Frames;
using static TlsDissect.Capture.Tests.Making.WirelessFrames;

namespace TlsDissect.Capture.Tests.Network;

/// <summary>A packet with several frames in it: 802.11's A-MSDU.</summary>
public class AggregateTests
{
    private static readonly byte[] First = Llc(Ipv4(Segment([1, 2, 3], sequence: 10)));
    private static readonly byte[] Second = Llc(Ipv4(Segment([4], sequence: 13)));
    private static readonly byte[] Third = Llc(Ipv6(Segment([5, 6], sequence: 14)), 0x86DD);
    private static readonly byte[] Address = Llc(new byte[28], 0x0806);

    [Fact]
    public void Every_frame_of_an_aggregate_gives_its_segment()
    {
        byte[] packet = Aggregate(First, Second, Third);
        Assert.Equal([10u, 13u, 14u], Sequences(LinkType.Wireless, packet));
        Assert.Equal([10u, 13u, 14u], Sequences(LinkType.WirelessRadiotap, [.. Radiotap(), .. packet]));
        Assert.Equal([10u, 13u, 14u], Sequences(LinkType.Wireless, [.. packet, 1, 2, 3, 4])); // the frame check sequence
        Assert.Equal([10u, 13u, 14u], Sequences(LinkType.Raw, TunnelFrames.OnUdp([1, 0, 0, 18, 1, .. packet], 37008)));
        Assert.Equal([10u, 13u], Sequences(LinkType.Raw, Ipv4([0, 0, 0x82, 0, .. Aggregate(First, Second)], IpProtocol.Gre)));
    }

    [Fact]
    public void Frames_without_a_segment_are_skipped()
    {
        Assert.Equal([10u, 14u], Sequences(LinkType.Wireless, Aggregate(Address, First, Address, Third, Address)));
        Assert.Equal([], Sequences(LinkType.Wireless, Aggregate(Address, Address)));
        Assert.Equal([10u], Sequences(LinkType.Wireless, [.. Aggregate(First), .. new byte[30]]));
    }

    [Fact]
    public void What_the_snap_length_cut_off_is_missing_alone()
    {
        byte[] packet = Aggregate(First, Second, Third);
        int kept = Aggregate(First, Second).Length;
        for (int captured = 0; captured < packet.Length; captured++)
        {
            List<uint> found = Sequences(LinkType.Wireless, packet[..captured], packet.Length);
            Assert.Equal(new uint[] { 10, 13, 14 }[..found.Count], found);
            if (captured >= kept) Assert.InRange(found.Count, 2, 3);
        }
    }

    [Fact]
    public void A_packet_that_is_not_an_aggregate_has_no_further_segment()
    {
        using PacketDecoder decoder = new();
        byte[] aggregate = Aggregate(First, Second), plain = Frame(QosData, ToDistribution, [0, 0], First);
        Assert.True(decoder.TryDecode(Item(LinkType.Wireless, aggregate), out _));
        Assert.True(decoder.TryDecode(Item(LinkType.Wireless, plain), out _));
        Assert.False(decoder.TryDecodeNext(Item(LinkType.Wireless, plain), out TcpSegment _));
    }

    [Fact]
    public void Frames_behind_one_that_completes_a_fragmented_datagram_are_read()
    {
        using PacketDecoder decoder = new();
        byte[] tcp = Segment(new byte[20], sequence: 10);
        byte[] first = Llc(Ipv4(tcp[..24], IpProtocol.Tcp, fragmentField: 0x2000)),
            last = Llc(Ipv4(tcp[24..], IpProtocol.Tcp, fragmentField: 3));
        Assert.False(decoder.TryDecode(Item(LinkType.Wireless, Frame(QosData, ToDistribution, [0, 0], first)), out _));
        CapturedItem aggregate = Item(LinkType.Wireless, Aggregate(last, Second));
        Assert.True(decoder.TryDecode(aggregate, out TcpSegment segment));
        Assert.Equal(10u, segment.Sequence);
        Assert.True(decoder.TryDecodeNext(aggregate, out segment));
        Assert.Equal(13u, segment.Sequence);
    }

    [Fact]
    public void An_aggregate_in_a_fragmented_tunnel_packet_is_named()
    {
        using PacketDecoder decoder = new();
        byte[] gre = [0, 0, 0x82, 0, .. Aggregate(First, Second)];
        Assert.False(decoder.TryDecode(Item(LinkType.Raw, Ipv4(gre[..80], IpProtocol.Gre, fragmentField: 0x2000)), out _));
        Assert.False(decoder.TryDecode(Item(LinkType.Raw, Ipv4(gre[80..], IpProtocol.Gre, fragmentField: 10)), out _));
        Assert.Equal(UndissectedKind.FrameFragment, decoder.Undissected.Kind);
    }

    private static List<uint> Sequences(LinkType linkType, byte[] packet, int? originalLength = null)
    {
        using PacketDecoder decoder = new();
        CapturedItem item = Item(linkType, packet, originalLength);
        List<uint> found = [];
        if (decoder.TryDecode(item, out TcpSegment segment))
        {
            do found.Add(segment.Sequence);
            while (decoder.TryDecodeNext(item, out segment));
        }

        Assert.Null(decoder.Failure);
        return found;
    }

    private static CapturedItem Item(LinkType linkType, byte[] packet, int? originalLength = null) =>
        CapturedItem.Packet("made", 1, default, linkType, packet, originalLength ?? packet.Length);
}
