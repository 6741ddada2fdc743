using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport;
using static TlsDissect.Capture.Tests.Network.Census.Datagrams;

namespace TlsDissect.Capture.Tests.Network.Census;

public class PacketCensusTests
{
    private const int MoreFragments = 0x2000;

    [Fact]
    public void What_may_hold_TLS_comes_first_then_the_largest()
    {
        byte[] arp = Frames.Ethernet(new byte[46], 0x0806), unknown = Frames.Ethernet(new byte[46], 0x4321),
            icmp = Frames.Ethernet(Frames.Ipv4(new byte[8], 1));

        Assert.Equal(
            "2 QUIC (1 flows), 1 EtherType 0x4321, 3 ARP, 1 ICMP, 1 other UDP (1 flows)",
            Names(arp, arp, arp, icmp, unknown, Frame(QuicLong(1)), Frame(QuicShort()), Frame([1, 2, 3], 9)));
    }

    [Fact]
    public void EAP_with_TLS_inside_is_named_by_its_method_and_the_rest_of_802_1X_together()
    {
        byte[] start = Frames.Ethernet([2, 1, 0, 0, .. new byte[42]], 0x888E);

        Assert.Equal(
            "1 EAP-TLS (802.1X), 1 EAP-TTLS (802.1X), 1 PEAP (802.1X), 1 EAP-FAST (802.1X), 1 TEAP (802.1X), 3 802.1X without TLS",
            Names(start, Eapol(Eap(1)), Eapol(Eap(4)), Eapol(Eap(13)), Eapol(Eap(21)), Eapol(Eap(25)), Eapol(Eap(43)), Eapol(Eap(55))));
    }

    [Fact]
    public void TCP_segments_are_not_counted() =>
        Assert.Empty(Count(LinkType.Ethernet, Frames.Ethernet(Frames.Ipv4(Frames.Segment(Frames.Payload)))));

    [Theory]
    [InlineData(147, "link type 147 (private use)")]
    [InlineData(300, "link type 300")]
    [InlineData(189, "link type 189 (USB on Linux)")]
    public void A_link_type_is_named_with_its_number(int linkType, string name)
    {
        CensusEntry entry = Assert.Single(Count((LinkType)linkType, new byte[60], new byte[60]));
        Assert.Equal((name, 2L, null, true), (entry.Name, entry.Packets, entry.Flows, entry.MayHoldTls));
    }

    /// <summary>A capture may be made to hold 65,536 EtherTypes.</summary>
    [Fact]
    public void Numbers_beyond_the_bound_are_counted_together()
    {
        byte[][] frames = [.. Enumerable.Range(0x0600, 0x10000 - 0x0600).Select(etherType => Frames.Ethernet(new byte[46], etherType))];
        IReadOnlyList<CensusEntry> entries = Count(LinkType.Ethernet, [.. frames, Frame(QuicLong(1))]);

        Assert.Equal(PacketCensus.MaxNumbers + 1, entries.Count(entry => entry.What.Kind == UndissectedKind.EtherType));
        Assert.Contains("other EtherTypes", entries.Select(entry => entry.Name));
        Assert.Contains("QUIC", entries.Select(entry => entry.Name));
        Assert.InRange(entries.Sum(entry => entry.Packets), frames.Length - 100, frames.Length + 1);
    }

    [Fact]
    public void Flows_are_bounded_and_their_memory_is_counted_and_given_back()
    {
        MemoryBudget memory = new(1 << 30);
        PacketCensus census = new(memory);
        using PacketDecoder decoder = new() { UndissectedSink = census };
        for (int i = 0; i < PacketCensus.MaxFlows + 1000; i++)
        {
            byte[] frame = Frame(QuicLong(1), port: 1 + i / 60000, sourcePort: 1 + i % 60000);
            decoder.TryDecode(CapturedItem.Packet("made", i + 1, default, LinkType.Ethernet, frame, frame.Length), out _);
        }

        Assert.Equal(PacketCensus.MaxFlows + 1000, Assert.Single(census.Entries()).Flows);
        Assert.InRange(memory.HeldBytes, PacketCensus.MaxFlows * 100L, PacketCensus.MaxFlows * 300L);
        census.Dispose();
        Assert.Equal(0, memory.HeldBytes);
    }

    [Fact]
    public void Fragments_count_with_their_datagram_once_it_is_complete()
    {
        byte[] udp = Frames.Udp([.. QuicLong(1), .. new byte[1000]], 443);
        byte[][] quic = [.. Fragments(udp, IpProtocol.Udp)], tcp = [.. Fragments(Frames.Segment(new byte[1000]), IpProtocol.Tcp)];

        Assert.Equal($"{quic.Length} QUIC (1 flows)", Names(quic));
        Assert.Equal($"{quic.Length} QUIC (1 flows)", Names([.. quic.Reverse()]));
        Assert.Equal("", Names(tcp));
        Assert.Equal($"{quic.Length - 1} IP fragments of incomplete datagrams", Names(quic[..^1]));
    }

    /// <summary>A tunnel's packets may be fragmented outside and inside.</summary>
    [Fact]
    public void Fragments_in_fragments_are_counted_as_often_as_there_are_packets()
    {
        byte[][] inner = [.. Fragments(Frames.Udp([.. QuicLong(1), .. new byte[1000]], 443), IpProtocol.Udp, size: 400, isFramed: false)];
        byte[][] outer = [.. inner.SelectMany((packet, i) => Fragments(packet, IpProtocol.Ipv4, identification: 100 + i))];
        Assert.True(outer.Length > 2 * inner.Length);

        Assert.Equal($"{outer.Length} QUIC (1 flows)", Names(outer));
        Assert.Equal($"{outer.Length - 1} IP fragments of incomplete datagrams", Names(outer[..^1]));
        Assert.Equal($"{outer.Length - 1} IP fragments of incomplete datagrams", Names(outer[1..]));
    }

    /// <summary>An aggregate is one packet, whichever of its frames tells what it is.</summary>
    [Fact]
    public void Fragments_in_aggregates_leave_every_packet_counted_once()
    {
        byte[][] parts =
            [.. Fragments(Frames.Udp(new byte[300], 9), IpProtocol.Udp, isFramed: false).Select(part => WirelessFrames.Llc(part))];
        Assert.Equal(2, parts.Length);
        byte[] segment = WirelessFrames.Llc(Frames.Ipv4(Frames.Segment([1]))), arp = WirelessFrames.Llc(new byte[28], 0x0806);
        byte[] first = Alone(parts[0]), last = Alone(parts[1]),
            other = Alone(WirelessFrames.Llc(Frames.Ipv4(new byte[16], IpProtocol.Udp, identification: 99, fragmentField: MoreFragments)));

        Assert.Equal(2, Sum(first, last));
        Assert.Equal(1, Sum(WirelessFrames.Aggregate(segment, parts[0]), last)); // the first is dissected
        Assert.Equal(2, Sum(other, WirelessFrames.Aggregate(segment, parts[0]), last));
        Assert.Equal(1, Sum(WirelessFrames.Aggregate(parts)));
        Assert.Equal(2, Sum(other, WirelessFrames.Aggregate(parts)));
        Assert.Equal(2, Sum(first, WirelessFrames.Aggregate(parts[1], arp)));
        Assert.Equal(2, Sum(WirelessFrames.Aggregate(arp, parts[0]), WirelessFrames.Aggregate(arp, parts[1])));

        static byte[] Alone(byte[] body) => WirelessFrames.Frame(WirelessFrames.QosData, WirelessFrames.ToDistribution, [0, 0], body);
        static long Sum(params byte[][] frames) => Count(LinkType.Wireless, frames).Sum(entry => entry.Packets);
    }

    [Fact]
    public void Every_kind_has_a_name_of_its_own()
    {
        UndissectedKind[] kinds = [.. Enum.GetValues<UndissectedKind>().Where(kind => kind != UndissectedKind.None)];
        string[] names = [.. kinds.Select(kind => new CensusEntry(new Undissected(kind, 13), 1, null).Name)];

        Assert.Equal(kinds.Length, names.Distinct().Count());
        Assert.DoesNotContain(names, name => Enum.TryParse<UndissectedKind>(name, out _) && name is not "WireGuard");
    }

    [Fact]
    public void A_kind_fits_the_bits_of_a_flow() => Assert.All(Enum.GetValues<UndissectedKind>(), kind => Assert.InRange((int)kind, 0, 63));

    private static IEnumerable<byte[]> Fragments(byte[] payload, byte protocol, int size = 160, int identification = 7,
        bool isFramed = true)
    {
        for (int at = 0; at < payload.Length; at += size)
        {
            bool isLast = at + size >= payload.Length;
            byte[] packet =
                Frames.Ipv4(payload[at..(isLast ? payload.Length : at + size)], protocol, identification: identification,
                    fragmentField: at / 8 | (isLast ? 0 : MoreFragments));
            yield return isFramed ? Frames.Ethernet(packet) : packet;
        }
    }
}
