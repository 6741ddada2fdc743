using PacketDotNet;
using PacketDotNet.Ieee80211;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Tests.Network;

/// <summary>PacketDotNet finds the same segment in every unfragmented packet that it can parse.</summary>
public class PacketDotNetAgreementTests
{
    /// <summary>Captures whose packets PacketDotNet does not take apart as far as TCP.</summary>
    private static readonly string[] UnknownToPacketDotNet =
    [
        "aruba-gre", "avs", "capwap-wifi", "capwap", "cisco-hdlc", "cisco-metadata", "e-tag", "enc", "etherip", "fabricpath", "frame-relay",
        "gre-udp",
        "gtp-u", "hsr", "ipnet", "ipoib", "l2tp", "lisp", "macsec", "mpls-udp", "nflog", "nsh", "pbb", "pflog", "pktap-apple", "pktap",
        "ppi",
        "ppp-direction", "pppd", "prism", "teredo", "trill", "ttag", "tzsp-wifi", "tzsp", "vn-tag", "vxlan-8472", "vxlan-gpe",
        "vxlan-other-port", "wccp-2",
        "wccp", "wifi-amsdu", "wifi-data-pad", "wifi-four-addresses", "wifi-ht-control", "wifi-mesh", "wifi-qos-fcs", "wifi-qos",
    ];

    /// <summary>Captures of what is not dissected.</summary>
    private static readonly string[] WithoutTcp = ["dtls", "eap-tls", "quic", "unknown-link-type"];

    private static bool IsOfDatagrams(string path) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) is "dtls" or "quic";

    [Fact]
    public void Made_packets_of_the_link_types_that_both_know_agree()
    {
        byte[] v4 = Frames.Ipv4(Frames.Segment(Frames.Payload, optionBytes: 12));
        byte[] v6 = Frames.Ipv6(Frames.Segment(Frames.Payload));
        byte[] acknowledgment = Frames.Ipv4(Frames.Segment([]));
        byte[] cooked = [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, 8, 0];

        AssertAgree(LinkType.Ethernet, Frames.Ethernet(v4));
        AssertAgree(LinkType.Ethernet, Frames.Ethernet(v6, EtherType.Ipv6));
        AssertAgree(LinkType.Ethernet, Frames.Ethernet([.. acknowledgment, .. new byte[6]]));
        AssertAgree(LinkType.Ethernet, Frames.Ethernet([0, 5, 8, 0, .. v4], EtherType.VlanTag));
        AssertAgree(LinkType.Raw, v4);
        AssertAgree(LinkType.LinuxSll, [.. cooked, .. v4]);
        AssertAgree(LinkType.Null, [2, 0, 0, 0, .. v4]);
    }

    [Fact]
    public void Made_datagrams_agree_and_so_do_their_checksums()
    {
        byte[] udp = Frames.Udp(Frames.Payload, 443);
        byte[][] packets = [Frames.Ipv4(udp, IpProtocol.Udp), Frames.Ipv6(udp, IpProtocol.Udp),
            Frames.Ipv4(Frames.Udp([], 443), IpProtocol.Udp), Frames.Ipv6(Frames.Udp([7], 443), IpProtocol.Udp)];
        foreach (byte[] packet in packets)
        {
            AssertDatagramsAgree(LinkType.Raw, SumWithPacketDotNet(packet), ChecksumVerdict.Correct);
            bool isV4 = packet[0] >> 4 == 4;
            AssertDatagramsAgree(LinkType.Ethernet, Frames.Ethernet(SumWithPacketDotNet(packet), isV4 ? EtherType.Ipv4 : EtherType.Ipv6),
                ChecksumVerdict.Correct);
            AssertDatagramsAgree(LinkType.Ethernet,
                Frames.Ethernet([0, 5, (byte)(isV4 ? 8 : 0x86), (byte)(isV4 ? 0 : 0xDD), .. packet], EtherType.VlanTag),
                isV4 ? ChecksumVerdict.NotVerified : ChecksumVerdict.Offloaded);
        }
    }

    [Fact]
    public void Every_packet_of_every_capture_of_the_repository_agrees()
    {
        List<string> unknown = [];
        foreach (string path in RepositoryCaptures.Paths()
            .Where(path => !WithoutTcp.Contains(Path.GetFileName(Path.GetDirectoryName(path))) && !IsOfDatagrams(path)))
        {
            int segments = 0;
            foreach (OwnedItem packet in OwnedItem.Packets(OwnedItem.ReadAll(path)))
            {
                byte[] data = Convert.FromHexString(packet.Data);
                OwnedSegment? theirs = DecodeWithPacketDotNet(packet.LinkType, data);
                if (theirs is null) continue;
                segments++;
                Assert.Equal((path, packet.Number, theirs),
                    (path, packet.Number, WithoutLength(OwnedSegment.Decode(packet.LinkType, data, packet.OriginalLength))));
            }

            if (segments == 0) unknown.Add(Path.GetFileName(Path.GetDirectoryName(path)!));
        }

        Assert.Equal(UnknownToPacketDotNet, unknown);
    }

    private static void AssertAgree(LinkType linkType, byte[] data) =>
        Assert.Equal(DecodeWithPacketDotNet(linkType, data) ?? throw new InvalidOperationException("PacketDotNet finds no TCP"),
            WithoutLength(OwnedSegment.Decode(linkType, data)));

    private static void AssertDatagramsAgree(LinkType linkType, byte[] data, ChecksumVerdict checksum)
    {
        UdpPacket? udp = Packet.ParsePacket(PcapLibrary.ToDataLink(linkType), data).Extract<UdpPacket>();
        Assert.NotNull(udp);
        IPPacket ip = (IPPacket)udp.ParentPacket;
        OwnedDatagram theirs = new(
            new IpEndpoint(AddressOf(ip.SourceAddress), udp.SourcePort),
            new IpEndpoint(AddressOf(ip.DestinationAddress), udp.DestinationPort),
            Convert.ToHexString(udp.PayloadData),
            udp.Length - 8,
            checksum);
        Assert.Equal(theirs, OwnedDatagram.Decode(linkType, data));
        Assert.Equal(checksum == ChecksumVerdict.Correct, udp.ValidUdpChecksum && udp.Checksum != 0);
    }

    private static byte[] SumWithPacketDotNet(byte[] packet)
    {
        // It writes where it parsed.
        Packet parsed = Packet.ParsePacket(LinkLayers.Raw, [.. packet]);
        parsed.Extract<IPv4Packet>()?.UpdateIPChecksum();
        parsed.Extract<UdpPacket>().UpdateUdpChecksum();
        return parsed.Bytes;
    }

    // PacketDotNet knows only what was captured.
    private static OwnedSegment? WithoutLength(OwnedSegment? segment) =>
        segment is null ? null : segment with { PayloadLength = segment.Payload.Length / 2 };

    private static OwnedSegment? DecodeWithPacketDotNet(LinkType linkType, byte[] data)
    {
        if (linkType is LinkType.Ipv4 or LinkType.Ipv6) linkType = LinkType.Raw; // it knows neither by its own number
        Packet packet;
        try
        {
            packet = Packet.ParsePacket(PcapLibrary.ToDataLink(linkType), data);
        }
        catch (NotImplementedException)
        {
            return null; // it does not know the link type
        }

        // PacketDotNet leaves the body of an 802.11 frame as bytes: LLC with SNAP, then IP.
        // QoS frames it reads wrong.
        if (packet.Extract<DataFrame>() is QosDataFrame) return null;
        if (packet.Extract<DataFrame>() is { HasPayloadData: true } wireless)
            return DecodeWithPacketDotNet(LinkType.Raw, wireless.PayloadData[8..]);
        TcpPacket? tcp = packet.Extract<TcpPacket>();
        if (tcp?.ParentPacket is not IPPacket ip || IsFragment(ip)) return null;

        // PayloadData throws where a snap length cut the packet; its place and length are right.
        ReadOnlySpan<byte> payload = tcp.PayloadDataSegment is { } found && found.Offset < data.Length
            ? data.AsSpan(found.Offset, Math.Min(found.Length, data.Length - found.Offset))
            : default;
        return new OwnedSegment(
            new IpEndpoint(AddressOf(ip.SourceAddress), tcp.SourcePort),
            new IpEndpoint(AddressOf(ip.DestinationAddress), tcp.DestinationPort),
            tcp.SequenceNumber,
            tcp.AcknowledgmentNumber,
            (TcpFlags)(tcp.Flags & 0x3F),
            Convert.ToHexString(payload),
            payload.Length);
    }

    // It takes the first fragment for the whole packet.
    private static bool IsFragment(IPPacket ip) => ip is IPv4Packet
        ? (ip.HeaderData[6] & 0x3F) != 0 || ip.HeaderData[7] != 0
        : ip.HeaderData[6] == IpProtocol.Fragment;

    private static IpAddress AddressOf(System.Net.IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? IpAddress.FromV4(bytes) : IpAddress.FromV6(bytes);
    }
}
