using System.Buffers.Binary;
using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>Builds Ethernet frames with one IP packet (RFC 791, RFC 8200). Its payload is written in place.</summary>
/// <param name="maxPayload">Maximum size of the IP payload, in bytes.</param>
internal sealed class IpFrame(int maxPayload)
{
    public const int Ipv4HeaderSize = 20;
    public const int Ipv6HeaderSize = 40;

    private const int EthernetHeaderSize = 14;
    private const byte HopLimit = 64;
    private const ushort DontFragment = 0x4000;

    private readonly byte[] _frame = new byte[EthernetHeaderSize + Ipv6HeaderSize + maxPayload];
    private byte _protocol;
    private int _payloadAt;
    private int _length;
    private int _addressesAt;

    /// <summary>The frame, complete when its payload is. Borrowed until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Frame => _frame.AsSpan(0, _length);

    /// <summary>Writes the headers of Ethernet and IP, and returns the payload to write.</summary>
    /// <param name="source">The sender, with the same IP version as <paramref name="destination"/>.</param>
    /// <param name="destination">The receiver.</param>
    /// <param name="protocol">The number of the protocol inside.</param>
    /// <param name="length">Length of the payload, at most the maximum given at construction.</param>
    /// <param name="identification">The IPv4 identification.</param>
    public Span<byte> Begin(IpAddress source, IpAddress destination, byte protocol, int length, ushort identification)
    {
        Span<byte> frame = _frame;
        bool isV4 = source.IsV4;
        WriteStation(frame, destination);
        WriteStation(frame[6..], source);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)(isV4 ? 0x0800 : 0x86DD));

        _protocol = protocol;
        _payloadAt = EthernetHeaderSize + (isV4 ? Ipv4HeaderSize : Ipv6HeaderSize);
        _length = _payloadAt + length;
        _addressesAt = EthernetHeaderSize + (isV4 ? 12 : 8);
        Span<byte> packet = frame[EthernetHeaderSize..];
        if (isV4) WriteIpv4(packet, length, identification);
        else WriteIpv6(packet, length);
        int addressSize = source.CopyTo(frame[_addressesAt..]);
        destination.CopyTo(frame[(_addressesAt + addressSize)..]);
        if (isV4) BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(Sum(packet[..Ipv4HeaderSize])));
        return frame[_payloadAt.._length];
    }

    /// <summary>The checksum of TCP or UDP over the payload, whose own checksum field is zero.</summary>
    public ushort PayloadChecksum()
    {
        // The pseudo header has this sum in both versions: addresses, protocol, length.
        uint length = (uint)(_length - _payloadAt);
        return Checksum(Sum(_frame.AsSpan(_addressesAt.._payloadAt)) + _protocol + length + Sum(_frame.AsSpan(_payloadAt.._length)));
    }

    private void WriteIpv4(Span<byte> packet, int length, ushort identification)
    {
        packet[0] = 0x45;
        packet[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(Ipv4HeaderSize + length));
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], DontFragment);
        packet[8] = HopLimit;
        packet[9] = _protocol;
        packet[10..12].Clear();
    }

    private void WriteIpv6(Span<byte> packet, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(packet, 6u << 28);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)length);
        packet[6] = _protocol;
        packet[7] = HopLimit;
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
