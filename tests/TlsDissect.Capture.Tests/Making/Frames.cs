using System.Buffers.Binary;
using TlsDissect.Capture.Network;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Makes packets from the inside out: TCP, IP, link.</summary>
internal static class Frames
{
    public static readonly byte[] Payload = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    public static byte[] Segment(byte[] payload, int optionBytes = 0, uint sequence = 0x01020304)
    {
        byte[] header = new byte[20 + optionBytes];
        BinaryPrimitives.WriteUInt16BigEndian(header, 40000);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), 443);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), 0x0A0B0C0D);
        header[12] = (byte)(header.Length / 4 << 4);
        header[13] = 0x18;
        header.AsSpan(20).Fill(1);
        return [.. header, .. payload];
    }

    public static byte[] Ipv4(byte[] payload, byte protocol = IpProtocol.Tcp, int optionBytes = 0, int identification = 7,
        int fragmentField = 0, int? totalLength = null, byte[]? options = null)
    {
        byte[] header = new byte[20 + optionBytes];
        header[0] = (byte)(0x40 | header.Length / 4);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(totalLength ?? header.Length + payload.Length));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)identification);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)fragmentField);
        header[8] = 64;
        header[9] = protocol;
        byte[] addresses = [192, 0, 2, 1, 192, 0, 2, 2];
        addresses.CopyTo(header, 12);
        header.AsSpan(20).Fill(1);
        options?.CopyTo(header, 20);
        return [.. header, .. payload];
    }

    public static byte[] Ipv6(byte[] payload, byte next = IpProtocol.Tcp, int? payloadLength = null)
    {
        byte[] header = new byte[40];
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)(payloadLength ?? payload.Length));
        header[6] = next;
        header[7] = 64;
        (header[8], header[9], header[23]) = (0x20, 0x01, 1);
        (header[24], header[25], header[39]) = (0x20, 0x01, 2);
        return [.. header, .. payload];
    }

    public static byte[] Ipv6Fragment(byte[] payload, int offset, bool more, byte next = IpProtocol.Tcp, uint identification = 7)
    {
        byte[] header = new byte[8];
        header[0] = next;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(offset | (more ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), identification);
        return Ipv6([.. header, .. payload], IpProtocol.Fragment);
    }

    public static byte[] Udp(byte[] payload, int port, int? length = null) =>
        [0x30, 0x39, .. Number(port), .. Number(length ?? 8 + payload.Length), 0, 0, .. payload];

    /// <summary>A VXLAN packet with an Ethernet frame of IPv4 in it, in UDP.</summary>
    public static byte[] Vxlan(byte[] packet, int? length = null) => Udp([8, 0, 0, 0, 0, 0, 5, 0, .. Ethernet(packet)], 4789, length);

    /// <summary>A Geneve packet with an Ethernet frame of IPv6 in it, in UDP.</summary>
    public static byte[] Geneve(byte[] packet) =>
        Udp([1, 0, 0x65, 0x58, 0, 0, 5, 0, 1, 2, 3, 4, .. Ethernet(packet, EtherType.Ipv6)], 6081);

    public static byte[] Pppoe(byte[] payload, int? length = null) => [0x11, 0, 0, 1, .. Number(length ?? payload.Length), .. payload];

    /// <summary>GRE as PPTP has it: with key, sequence and acknowledgment numbers.</summary>
    public static byte[] Pptp(byte[] payload, int? length = null) =>
        [0x30, 0x81, 0x88, 0x0B, .. Number(length ?? payload.Length), 0, 1, .. new byte[8], .. payload];

    public static byte[] Ethernet(byte[] payload, int etherType = EtherType.Ipv4) =>
        [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, .. Number(etherType), .. payload];

    /// <summary>An IPv6 packet with its length in an option.</summary>
    public static byte[] Jumbogram(byte[] payload, int? length = null) =>
        Ipv6([IpProtocol.Tcp, 0, 0xC2, 4, .. Number((length ?? 8 + payload.Length) >> 16), .. Number(length ?? 8 + payload.Length),
            .. payload], IpProtocol.HopByHopOptions, payloadLength: 0);

    private static byte[] Number(int number) => [(byte)(number >> 8), (byte)number];
}
