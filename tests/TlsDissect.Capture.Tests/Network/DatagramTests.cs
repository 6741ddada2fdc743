using System.Buffers.Binary;
using CsCheck;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using static TlsDissect.Capture.Tests.Making.Frames;

namespace TlsDissect.Capture.Tests.Network;

public class DatagramTests
{
    private const int MoreFragments = 0x2000;

    private static readonly byte[] Whole = Udp(Payload, 443);
    private static readonly byte[] V4 = Ipv4(Whole, IpProtocol.Udp);
    private static readonly byte[] V6 = Ipv6(Whole, IpProtocol.Udp);

    public static TheoryData<string, LinkType, byte[]> Wrappings => new()
    {
        { "Ethernet", LinkType.Ethernet, Ethernet(V4) },
        { "Ethernet, IPv6", LinkType.Ethernet, Ethernet(V6, EtherType.Ipv6) },
        { "802.1Q", LinkType.Ethernet, Ethernet([0, 5, 8, 0, .. V4], EtherType.VlanTag) },
        { "raw", LinkType.Raw, V4 },
        { "raw, IPv6", LinkType.Raw, V6 },
        { "IPv6 options", LinkType.Raw, Ipv6([IpProtocol.Udp, 0, 1, 4, 0, 0, 0, 0, .. Whole], IpProtocol.DestinationOptions) },
        { "IPv6 atomic fragment", LinkType.Raw, Ipv6Fragment(Whole, 0, more: false, IpProtocol.Udp) },
        { "IP in IP", LinkType.Raw, Ipv4(V4, IpProtocol.Ipv4) },
        { "6in4", LinkType.Raw, Ipv4(V6, IpProtocol.Ipv6) },
        { "GRE", LinkType.Raw, Ipv4([0, 0, 8, 0, .. V4], IpProtocol.Gre) },
        { "VXLAN", LinkType.Raw, Ipv4(Vxlan(V4), IpProtocol.Udp) },
        { "Geneve", LinkType.Raw, Ipv6(Geneve(V6), IpProtocol.Udp) },
        { "VXLAN in Geneve", LinkType.Raw, Ipv4(Geneve(Ipv6(Vxlan(V4), IpProtocol.Udp)), IpProtocol.Udp) },
        { "no length, for segmentation offload", LinkType.Raw, Ipv4(Udp(Payload, 443, length: 0), IpProtocol.Udp) },
    };

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void Every_wrapping_gives_the_same_datagram_and_no_prefix_of_it_more(string wrapping, LinkType linkType, byte[] frame)
    {
        OwnedDatagram? datagram = OwnedDatagram.Decode(linkType, frame);

        Assert.NotNull(datagram);
        Assert.Contains((datagram.Source.ToString(), datagram.Destination.ToString()),
            (IEnumerable<(string, string)>)[("192.0.2.1:12345", "192.0.2.2:443"), ("[2001::1]:12345", "[2001::2]:443")]);
        Assert.Equal((Convert.ToHexString(Payload), Payload.Length), (datagram.Payload, datagram.PayloadLength));
        Assert.Null(OwnedSegment.Decode(linkType, frame));

        for (int captured = 0; captured < frame.Length; captured++)
        {
            OwnedDatagram? truncated = OwnedDatagram.Decode(linkType, frame[..captured], frame.Length);
            int missing = frame.Length - captured;
            if (missing <= Payload.Length)
                Assert.Equal(datagram with { Payload = datagram.Payload[..^(missing * 2)], Checksum = ChecksumVerdict.NotVerified },
                    truncated);
            // Where the tunnel's own header was truncated nothing tells that there is one.
            else Assert.True(truncated is null || (truncated.Destination.Port is 4789 or 6081 && truncated.Payload.Length / 2 < 14),
                $"{wrapping}, {captured} bytes captured");
        }
    }

    [Theory]
    [InlineData(4789, new byte[] { 0x16, 0xFE, 0xFD, 0, 0, 0, 0, 0, 1 })]
    [InlineData(6081, new byte[] { 0xC0, 0, 0, 0, 1, 0, 0, 0, 0 })]
    [InlineData(4789, new byte[] { 8, 0, 0 })]
    [InlineData(6081, new byte[0])]
    [InlineData(4789, new byte[] { 0x48, 1, 2, 3, 4, 5, 6, 7, 8 })] // QUIC
    [InlineData(4790, new byte[] { 0x0C, 0, 0, 9, 0, 0, 0, 0, 0x45 })]
    [InlineData(2152, new byte[] { 0x32, 1, 0, 4, 0, 0, 0, 0, 0, 1, 0, 0 })] // echo
    [InlineData(2152, new byte[] { 0x30, 255, 0, 9, 0, 0, 0, 0, 0x45 })] // longer than the datagram
    [InlineData(2152, new byte[] { 0x34, 255, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0x85, 0 })] // an extension header without length
    [InlineData(2152, new byte[] { 0x30, 255, 0, 1, 0, 0, 0, 0, 0x75 })]
    [InlineData(37008, new byte[] { 1, 0, 0x81, 0x80, 1, 2, 3, 4 })] // a DNS answer
    [InlineData(37008, new byte[] { 1, 0, 0, 1, 10, 99, 1 })]
    [InlineData(6635, new byte[] { 0, 1, 0, 64, 0, 2, 0, 64, 0x45 })]
    [InlineData(6635, new byte[] { 0, 1, 1, 64, 0x75 })]
    [InlineData(4754, new byte[] { 0x45, 0, 8, 0, 0x45 })]
    [InlineData(4341, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0x75 })]
    [InlineData(5247, new byte[] { 0, 0x10, 2, 8, 0, 0, 0, 0, 1, 2 })] // keep-alive
    [InlineData(5247, new byte[] { 0, 8, 0, 0, 0, 0, 0, 0, 1, 2 })]
    [InlineData(5247, new byte[] { 0, 0x10, 5, 0, 0, 0, 0, 0, 1, 2 })] // another radio's frames
    [InlineData(1701, new byte[] { 0xC8, 2, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0 })] // control
    [InlineData(1701, new byte[] { 0x40, 2, 0, 99, 0, 0, 0, 0, 0xFF, 3 })]
    [InlineData(1701, new byte[] { 0, 3, 0, 0, 0, 0, 0, 1 })] // version 3
    [InlineData(3544, new byte[] { 0x60, 0, 0, 0, 0, 0 })]
    [InlineData(3544, new byte[] { 0, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0 })] // a solicitation without its packet
    public void What_is_not_a_tunnel_on_a_tunnels_port_is_a_datagram(int port, byte[] payload) =>
        Assert.Equal((Convert.ToHexString(payload), payload.Length),
            Lengths(OwnedDatagram.Decode(LinkType.Raw, Ipv4(Udp(payload, port), IpProtocol.Udp))));

    [Fact]
    public void A_tunnel_that_carries_neither_TCP_nor_UDP_is_not_a_datagram()
    {
        Assert.Null(OwnedDatagram.Decode(LinkType.Raw, Ipv4(Vxlan(Ipv4(Payload, protocol: 1)), IpProtocol.Udp)));
        Assert.Null(
            OwnedDatagram.Decode(LinkType.Raw, Ipv4(Udp([8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(Payload, 0x0806)], 4789), IpProtocol.Udp)));
        Assert.Null(OwnedDatagram.Decode(LinkType.Raw, Ipv4(Vxlan(Ipv4(Segment(Payload))), IpProtocol.Udp)));
    }

    [Fact]
    public void A_tunnel_deeper_than_tunnels_are_followed_is_not_a_datagram()
    {
        byte[] packet = V4;
        for (int i = 0; i < 7; i++) packet = Ipv4(Vxlan(packet), IpProtocol.Udp);
        Assert.NotNull(OwnedDatagram.Decode(LinkType.Raw, packet));
        Assert.Null(OwnedDatagram.Decode(LinkType.Raw, Ipv4(Vxlan(packet), IpProtocol.Udp)));
    }

    [Fact]
    public void The_datagram_bears_the_number_and_time_of_its_packet()
    {
        using var decoder = new PacketDecoder();
        DecodedKind kind =
            decoder.Decode(CapturedItem.Packet("made", 9, new CaptureTime(2), LinkType.Raw, V4, V4.Length), out DecodedPacket packet);
        Assert.Equal((DecodedKind.Datagram, 9L, 2L), (kind, packet.Datagram.PacketNumber, packet.Datagram.Time.Nanoseconds));
        Assert.Equal((0L, 0), (packet.Segment.PacketNumber, packet.Segment.PayloadLength));
    }

    [Fact]
    public void What_follows_the_datagram_in_its_packet_is_not_payload()
    {
        Assert.Equal(("", 0),
            Lengths(OwnedDatagram.Decode(LinkType.Ethernet, Ethernet([.. Ipv4(Udp([], 443), IpProtocol.Udp), .. new byte[18]]))));
        // RFC 9868 puts options there.
        Assert.Equal(("0102", 2), Lengths(OwnedDatagram.Decode(LinkType.Raw, Ipv4([.. Udp([1, 2], 443), 3, 4, 5], IpProtocol.Udp))));
    }

    [Fact]
    public void Padding_of_a_small_frame_is_not_payload_where_no_length_says_where_it_ends()
    {
        byte[] packet = Ipv4(Udp([], 443, length: 0), IpProtocol.Udp, totalLength: 0);
        Assert.Equal(("", 0), Lengths(OwnedDatagram.Decode(LinkType.Ethernet, Ethernet([.. packet, .. new byte[18]]))));
    }

    [Fact]
    public void A_jumbogram_has_its_length_from_IPv6()
    {
        byte[] udp = Udp(new byte[70_000], 443, length: 0);
        byte[] packet = Jumbogram(udp);
        packet[40] = IpProtocol.Udp;
        Assert.Equal(70_000, OwnedDatagram.Decode(LinkType.Raw, [.. packet, 1, 2, 3])?.PayloadLength);
    }

    public static TheoryData<string, byte[]> Lies => new()
    {
        { "UDP past IPv4", Ipv4(Udp(Payload, 443, length: 8 + Payload.Length + 1), IpProtocol.Udp) },
        { "UDP far past IPv4", Ipv4(Udp(Payload, 443, length: 65_535), IpProtocol.Udp) },
        { "UDP past IPv6", Ipv6(Udp(Payload, 443, length: 8 + Payload.Length + 1), IpProtocol.Udp) },
        { "IPv4 past the packet", Ipv4(Whole, IpProtocol.Udp, totalLength: V4.Length + 1) },
        { "IPv6 past the packet", Ipv6(Whole, IpProtocol.Udp, payloadLength: Whole.Length + 1) },
        { "UDP past VXLAN", Ipv4(Vxlan(Ipv4(Udp(Payload, 443, length: 8 + Payload.Length + 1), IpProtocol.Udp)), IpProtocol.Udp) },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Length_past_the_enclosing_layer_is_not_believed(string lie, byte[] packet)
    {
        using var decoder = new PacketDecoder();
        Assert.True(OwnedDatagram.Decode(decoder, LinkType.Raw, packet) is null, lie);
        Assert.Equal(1, decoder.PacketsOverrun);
        Assert.True(OwnedDatagram.Decode(decoder, LinkType.Raw, packet[..^1], packet.Length) is null, lie);
        Assert.Equal(2, decoder.PacketsOverrun);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Length_shorter_than_the_header_is_not_believed(int length)
    {
        using var decoder = new PacketDecoder();
        Assert.Null(OwnedDatagram.Decode(decoder, LinkType.Raw, Ipv4(Udp(Payload, 443, length), IpProtocol.Udp)));
        Assert.Null(decoder.Failure);
    }

    [Fact]
    public void Snap_length_shortens_what_was_captured_and_not_the_length()
    {
        using var decoder = new PacketDecoder();
        Assert.Equal(("0001", 100), Lengths(OwnedDatagram.Decode(decoder, LinkType.Raw, V4[..30], V4.Length)));
        Assert.Equal(("", 100), Lengths(OwnedDatagram.Decode(decoder, LinkType.Raw, V4[..28], V4.Length)));
        Assert.Null(OwnedDatagram.Decode(decoder, LinkType.Raw, V4[..27], V4.Length));
        Assert.Equal(0, decoder.PacketsOverrun);
    }

    [Fact]
    public void Any_split_into_fragments_in_any_order_gives_the_datagram_of_the_whole() =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 3000], Gen.Int[1, 60].Array[0, 8], Gen.Int[0, int.MaxValue])
            .Sample((isV4, payload, units, seed) =>
        {
            byte[] udp =
                (isV4 ? Summed(Ipv4(Udp(payload, 443), IpProtocol.Udp)) : Summed(Ipv6(Udp(payload, 443), IpProtocol.Udp)))[(isV4
                    ? 20
                    : 40)..];
            OwnedDatagram? whole = OwnedDatagram.Decode(LinkType.Raw, isV4 ? Ipv4(udp, IpProtocol.Udp) : Ipv6(udp, IpProtocol.Udp));
            List<byte[]> fragments = [];
            for (int at = 0, i = 0; at < udp.Length; i++)
            {
                int size = i < units.Length ? Math.Min(units[i] * 8, udp.Length - at) : udp.Length - at;
                bool more = at + size < udp.Length;
                byte[] part = udp[at..(at + size)];
                fragments.Add(
                    isV4 ? Ipv4(part, IpProtocol.Udp, fragmentField: (more ? MoreFragments : 0) | at / 8) : Ipv6Fragment(part, at, more,
                        IpProtocol.Udp));
                at += size;
            }

            var random = new Random(seed);
            using var decoder = new PacketDecoder();
            List<OwnedDatagram> found =
                [.. fragments.OrderBy(_ => random.Next()).Select(fragment => OwnedDatagram.Decode(decoder, LinkType.Raw, fragment))
                    .OfType<OwnedDatagram>()];
            return found.Count == 1 && found[0] == whole && whole.Checksum == ChecksumVerdict.Correct &&
                whole.Payload == Convert.ToHexString(payload);
        });

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 1472)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 1452)]
    public void Correct_checksum_is_told_from_a_wrong_one_in_every_byte(bool isV4, int length)
    {
        byte[] udp = Udp([.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))], 443);
        byte[] packet = Summed(isV4 ? Ipv4(udp, IpProtocol.Udp) : Ipv6(udp, IpProtocol.Udp));
        Assert.Equal(ChecksumVerdict.Correct, Checksum(packet));

        int header = isV4 ? 20 : 40;
        for (int at = isV4 ? 12 : 8; at < packet.Length; at++)
        {
            // Other lengths are other datagrams.
            if (at == header + 4 || at == header + 5) continue;
            byte[] changed = [.. packet];
            changed[at] ^= 0x10;
            Assert.Equal((at, ChecksumVerdict.Wrong), (at, Checksum(changed)));
        }
    }

    [Fact]
    public void Sum_that_comes_to_zero_is_sent_as_ones()
    {
        byte[] packet = Ipv4(Udp([0, 0], 443), IpProtocol.Udp);
        // With the complement as payload the checksum is zero.
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(28), (ushort)~SumOf(packet));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(26), 0xFFFF);
        Assert.Equal(ChecksumVerdict.Correct, Checksum(packet));
    }

    [Fact]
    public void Zero_is_not_a_checksum_over_IPv4_and_left_to_the_network_card_over_IPv6()
    {
        Assert.Equal(ChecksumVerdict.NotVerified, Checksum(V4));
        Assert.Equal(ChecksumVerdict.Offloaded, Checksum(V6));
    }

    [Fact]
    public void Sum_of_the_pseudo_header_alone_is_left_to_the_network_card()
    {
        byte[] packet = [.. V4];
        foreach (int length in (int[])[0, Whole.Length])
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(26),
                Fold(0xC000 + 0x0201 + 0xC000 + 0x0202 + IpProtocol.Udp + (uint)length));
            Assert.Equal(ChecksumVerdict.Offloaded, Checksum(packet));
        }
    }

    [Fact]
    public void Wrong_checksum_of_the_IPv4_header_is_the_datagrams_too()
    {
        byte[] packet = Summed([.. V4]);
        (packet[10], packet[11]) = (1, 2);
        Assert.Equal(ChecksumVerdict.Wrong, Checksum(packet));
        (packet[26], packet[27]) = (0, 0);
        Assert.Equal(ChecksumVerdict.Wrong, Checksum(packet));
    }

    [Fact]
    public void What_was_not_captured_as_a_whole_is_not_verified()
    {
        byte[] packet = Summed([.. V4]);
        Assert.Equal(ChecksumVerdict.NotVerified, OwnedDatagram.Decode(LinkType.Raw, packet[..^1], packet.Length)?.Checksum);
    }

    private static ChecksumVerdict? Checksum(byte[] packet) => OwnedDatagram.Decode(LinkType.Raw, packet)?.Checksum;

    private static (string? Payload, int? Length) Lengths(OwnedDatagram? datagram) => (datagram?.Payload, datagram?.PayloadLength);

    private static byte[] Summed(byte[] packet)
    {
        ushort sum = (ushort)~SumOf(packet);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(packet[0] >> 4 == 4 ? 26 : 46), sum == 0 ? ushort.MaxValue : sum);
        return packet;
    }

    /// <summary>The plainest sum there is, over the pseudo header and the datagram.</summary>
    private static ushort SumOf(byte[] packet)
    {
        bool isV4 = packet[0] >> 4 == 4;
        byte[] udp = packet[(isV4 ? 20 : 40)..];
        byte[] summed = [.. packet.AsSpan(isV4 ? 12 : 8, isV4 ? 8 : 32), 0, IpProtocol.Udp, udp[4], udp[5], .. udp, 0];
        uint sum = 0;
        for (int i = 0; i + 1 < summed.Length; i += 2) sum += (uint)(summed[i] << 8 | summed[i + 1]);
        return Fold(sum);
    }

    private static ushort Fold(uint sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }
}
