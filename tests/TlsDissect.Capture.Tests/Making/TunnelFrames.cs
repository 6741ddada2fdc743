using System.Buffers.Binary;
using TlsDissect.Capture.Network;
using static TlsDissect.Capture.Tests.Making.Frames;
using static TlsDissect.Capture.Tests.Making.WirelessFrames;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>A packet in each of the rarer tunnels, and behind each of the rarer tags.</summary>
internal static class TunnelFrames
{
    private static readonly byte[] V4 = Summed(Ipv4(Segment(Payload)));
    private static readonly byte[] V6 = Ipv6(Segment(Payload));

    /// <summary>In an Ethernet frame.</summary>
    public static TheoryData<string, LinkType, byte[]> Tags => new()
    {
        { "VN-Tag", LinkType.Ethernet, Ethernet([0x80, 0, 0x10, 5, 8, 0, .. V4], 0x8926) },
        { "E-Tag", LinkType.Ethernet, Ethernet([0xE0, 1, 0x10, 5, 0, 0, 8, 0, .. V4], 0x893F) },
        { "Cisco metadata", LinkType.Ethernet, Ethernet([1, 1, 0, 1, 0, 100, 0x86, 0xDD, .. V6], 0x8909) },
        { "Cisco time stamp tag", LinkType.Ethernet, Ethernet([1, 2, 3, 4, 5, 6, 8, 0, .. V4], 0x8988) },
        { "Cisco time stamp tag, IPv6", LinkType.Ethernet, Ethernet([1, 2, 3, 4, 5, 6, 0x86, 0xDD, .. V6], 0x8988) },
        { "HSR", LinkType.Ethernet, Ethernet([0x10, 100, 0, 7, 8, 0, .. V4], 0x892F) },
        { "PBB", LinkType.Ethernet, Ethernet([0, 0, 0, 9, .. Ethernet(V4)], 0x88E7) },
        { "FabricPath", LinkType.Ethernet, Ethernet([0, 0x60, .. Ethernet(V4)], 0x8903) },
        { "TRILL with options", LinkType.Ethernet, Ethernet([0, 0x45, 0, 1, 0, 2, 9, 9, 9, 9, .. Ethernet(V4)], 0x22F3) },
        { "NSH", LinkType.Ethernet, Ethernet([0x0F, 0xC2, 2, 3, 0, 0, 1, 255, .. Ethernet(V4)], 0x894F) },
        { "MACsec, integrity alone", LinkType.Ethernet, Ethernet([0, 0, 0, 0, 0, 1, 8, 0, .. V4], 0x88E5) },
        { "MACsec, integrity alone, with the channel", LinkType.Ethernet,
            Ethernet([0x20, 0, 0, 0, 0, 1, .. new byte[8], 0x86, 0xDD, .. V6], 0x88E5) },
    };

    /// <summary>In IP.</summary>
    public static TheoryData<string, LinkType, byte[]> Tunnels => new()
    {
        { "EtherIP", LinkType.Raw, Ipv4([0x30, 0, .. Ethernet(V4)], IpProtocol.EtherIp) },
        { "WCCP, version 1", LinkType.Raw, Ipv4([0, 0, 0x88, 0x3E, .. V4], IpProtocol.Gre) },
        { "WCCP, version 2", LinkType.Raw, Ipv4([0, 0, 0x88, 0x3E, 0x40, 0, 0, 7, .. V4], IpProtocol.Gre) },
        { "Aruba GRE", LinkType.Raw, Ipv4([0, 0, 0x82, 0, .. Frame(Data, ToDistribution, [], Llc(V4))], IpProtocol.Gre) },
        { "Aruba GRE of another tunnel, QoS", LinkType.Raw,
            Ipv4([0, 0, 0x83, 0x70, .. Frame(QosData, FromDistribution, [0, 0], Llc(V4))], IpProtocol.Gre) },
        { "Aruba GRE with Ethernet", LinkType.Raw, Ipv4([0, 0, 0x82, 0x10, .. Ethernet(V4)], IpProtocol.Gre) },
        { "VXLAN on Linux' port", LinkType.Raw, OnUdp([8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(V4)], 8472) },
        { "VXLAN-GPE without a protocol", LinkType.Raw, OnUdp([8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(V4)], 4790) },
        { "VXLAN-GPE with IPv6", LinkType.Raw, OnUdp([0x0C, 0, 0, 2, 0, 0, 5, 0, .. V6], 4790) },
        { "VXLAN-GPE with NSH", LinkType.Raw, OnUdp([0x0C, 0, 0, 4, 0, 0, 5, 0, 0x0F, 0xC2, 2, 1, 0, 0, 1, 255, .. V4], 4790) },
        { "TZSP", LinkType.Raw, OnUdp([1, 0, 0, 1, 1, .. Ethernet(V4)], 37008) },
        { "TZSP with tags", LinkType.Raw, OnUdp([1, 0, 0, 1, 0, 10, 1, 200, 0, 1, .. Ethernet(V4)], 37008) },
        { "TZSP with 802.11", LinkType.Raw, OnUdp([1, 0, 0, 18, 1, .. Frame(QosData, ToDistribution, [0, 0], Llc(V4))], 37008) },
        { "TZSP with 802.11 and a Prism header", LinkType.Raw,
            OnUdp([1, 0, 0, 119, 1, 0x44, 0, 0, 0, 0x90, 0, 0, 0, .. new byte[136], .. Frame(Data, ToDistribution, [], Llc(V4))], 37008) },
        { "GTP-U", LinkType.Raw, OnUdp([0x30, 255, .. Number(V4.Length), 0, 0, 0, 1, .. V4], 2152) },
        { "GTP-U with extension headers", LinkType.Raw,
            OnUdp([0x34, 255, .. Number(V6.Length + 12), 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0x10, 9, 0x40, 1, 0, 0, 0, .. V6], 2152) },
        { "GTP-U with a sequence number", LinkType.Raw, OnUdp([0x32, 255, .. Number(V4.Length + 4), 0, 0, 0, 1, 0, 7, 0, 0, .. V4], 2152) },
        { "MPLS", LinkType.Raw, OnUdp([0, 1, 0, 64, 0, 2, 1, 64, .. V4], 6635) },
        { "MPLS pseudowire on UDP", LinkType.Raw, OnUdp([0, 2, 1, 64, 0, 0, 0, 0, .. Ethernet(V4)], 6635) },
        { "GRE on UDP", LinkType.Raw, OnUdp([0x20, 0, 0x65, 0x58, 0, 0, 0, 1, .. Ethernet(V4)], 4754) },
        { "LISP", LinkType.Raw, OnUdp([0x80, 0, 0, 1, 0, 0, 0, 1, .. V6], 4341) },
        { "CAPWAP with Ethernet", LinkType.Raw, OnUdp([0, 0x10, 0, 0, 0, 0, 0, 0, .. Ethernet(V4)], 5247) },
        { "CAPWAP with 802.11, a radio address and swapped bytes", LinkType.Raw,
            OnUdp([0, 0x20, 0x43, 0x10, 0, 0, 0, 0, 6, 2, 0, 0, 0, 0, 1, 0, .. Swapped(Frame(QosData, FromDistribution, [0, 0], Llc(V4)))],
                5247) },
        { "CAPWAP from the controller", LinkType.Raw,
            Ipv4(FromPort(Udp([0, 0x10, 2, 0, 0, 0, 0, 0, .. Ethernet(V4)], 40001), 5247), IpProtocol.Udp) },
        { "L2TP", LinkType.Raw, OnUdp([0, 2, 0, 1, 0, 2, 0xFF, 3, 0, 0x21, .. V4], 1701) },
        { "L2TP with all fields", LinkType.Raw,
            OnUdp([0x4A, 2, .. Number(V6.Length + 18), 0, 1, 0, 2, 0, 3, 0, 4, 0, 2, 9, 9, 0, 0x57, .. V6], 1701) },
        { "L2TP from the server", LinkType.Raw, Ipv4(FromPort(Udp([0, 2, 0, 1, 0, 2, 0, 0x21, .. V4], 40001), 1701), IpProtocol.Udp) },
        { "Teredo", LinkType.Raw, OnUdp(V6, 3544) },
        { "Teredo with authentication and origin", LinkType.Raw,
            OnUdp([0, 1, 1, 2, 7, 8, 8, .. new byte[9], 0, 0, 0x12, 0x34, 1, 2, 3, 4, .. V6], 3544) },
    };

    public static byte[] OnUdp(byte[] payload, int port) => Ipv4(Udp(payload, port), IpProtocol.Udp);

    private static byte[] FromPort(byte[] udp, int port) => [.. Number(port), .. udp[2..]];

    private static byte[] Swapped(byte[] frame) => [frame[1], frame[0], .. frame[2..]];

    /// <summary>With IPv4's header checksum.</summary>
    public static byte[] Summed(byte[] packet)
    {
        byte[] summed = [.. packet];
        BinaryPrimitives.WriteUInt16BigEndian(summed.AsSpan(10), 0);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(summed.AsSpan(i));
        BinaryPrimitives.WriteUInt16BigEndian(summed.AsSpan(10), (ushort)~((sum & 0xFFFF) + (sum >> 16)));
        return summed;
    }

    private static byte[] Number(int number) => [(byte)(number >> 8), (byte)number];
}
