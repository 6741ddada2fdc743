using System.Buffers.Binary;
using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>Builds Ethernet frames with an IP packet and a TCP segment with correct checksums (RFC 791, RFC 8200, RFC 9293).</summary>
internal sealed class TcpFrame(int maxSegment)
{
    public const int Ipv4HeaderSize = 20;
    public const int Ipv6HeaderSize = 40;
    public const int TcpHeaderSize = 20;
    public const int MaxOptions = 40;

    private const int EthernetHeaderSize = 14;
    private const byte HopLimit = 64;
    private const byte ProtocolTcp = 6;
    private const ushort DontFragment = 0x4000;

    private readonly byte[] _frame = new byte[EthernetHeaderSize + Ipv6HeaderSize + TcpHeaderSize + MaxOptions + maxSegment];

    /// <summary>Builds one segment. The result is borrowed until the next call.</summary>
    /// <param name="source">The sender, with the same IP version as <paramref name="destination"/>.</param>
    /// <param name="destination">The receiver.</param>
    /// <param name="header">Sequence and acknowledgment number, and flags.</param>
    /// <param name="identification">The IPv4 identification.</param>
    /// <param name="options">TCP options, a multiple of four bytes.</param>
    /// <param name="payload">At most as long as the maximum given at construction.</param>
    public ReadOnlySpan<byte> Build(in IpEndpoint source, in IpEndpoint destination, in SegmentHeader header, ushort identification,
        ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = _frame;
        bool isV4 = source.Address.IsV4;
        WriteStation(frame, destination.Address);
        WriteStation(frame[6..], source.Address);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)(isV4 ? 0x0800 : 0x86DD));

        int segmentLength = TcpHeaderSize + options.Length + payload.Length;
        Span<byte> packet = frame[EthernetHeaderSize..];
        int ipLength = isV4 ? Ipv4HeaderSize : Ipv6HeaderSize;
        if (isV4) WriteIpv4(packet, source.Address, destination.Address, segmentLength, identification);
        else WriteIpv6(packet, source.Address, destination.Address, segmentLength);
        Span<byte> addresses = isV4 ? packet[12..20] : packet[8..40];
        WriteTcp(packet.Slice(ipLength, segmentLength), source.Port, destination.Port, header, options, payload, addresses);
        return frame[..(EthernetHeaderSize + ipLength + segmentLength)];
    }

    private static void WriteIpv4(Span<byte> packet, IpAddress source, IpAddress destination, int length, ushort identification)
    {
        packet[0] = 0x45;
        packet[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(Ipv4HeaderSize + length));
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], DontFragment);
        packet[8] = HopLimit;
        packet[9] = ProtocolTcp;
        packet[10..12].Clear();
        source.CopyTo(packet[12..]);
        destination.CopyTo(packet[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(Sum(packet[..Ipv4HeaderSize])));
    }

    private static void WriteIpv6(Span<byte> packet, IpAddress source, IpAddress destination, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(packet, 6u << 28);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)length);
        packet[6] = ProtocolTcp;
        packet[7] = HopLimit;
        source.CopyTo(packet[8..]);
        destination.CopyTo(packet[24..]);
    }

    private static void WriteTcp(Span<byte> segment, ushort sourcePort, ushort destinationPort, in SegmentHeader header,
        ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> addresses)
    {
        BinaryPrimitives.WriteUInt16BigEndian(segment, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], header.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], header.Acknowledgment);
        segment[12] = (byte)((TcpHeaderSize + options.Length) / 4 << 4);
        segment[13] = (byte)header.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], ushort.MaxValue);
        segment[16..20].Clear();
        options.CopyTo(segment[TcpHeaderSize..]);
        payload.CopyTo(segment[(TcpHeaderSize + options.Length)..]);
        // The pseudo header has this sum in both versions: addresses, protocol, length.
        uint sum = Sum(addresses) + ProtocolTcp + (uint)segment.Length + Sum(segment);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Checksum(sum));
    }

    /// <summary>Writes a locally administered hardware address, the same for the same host.</summary>
    private static void WriteStation(Span<byte> bytes, IpAddress host)
    {
        Span<byte> address = stackalloc byte[16];
        int length = host.CopyTo(address);
        bytes[0] = 2;
        bytes[1] = 0;
        address[(length - 4)..length].CopyTo(bytes[2..]);
    }

    /// <summary>The sum of sixteen-bit words, most significant byte first. Below 2^31 for any packet.</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (; bytes.Length >= 2; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (bytes.Length == 1) sum += (uint)bytes[0] << 8;
        return sum;
    }

    /// <summary>The one's complement of the one's complement sum (RFC 1071).</summary>
    private static ushort Checksum(uint sum)
    {
        sum = (sum & 0xffff) + (sum >> 16);
        sum += sum >> 16;
        return (ushort)~sum;
    }
}
