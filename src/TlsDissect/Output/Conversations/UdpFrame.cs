using System.Buffers.Binary;
using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>Builds Ethernet frames with an IP packet and a UDP datagram with correct checksums (RFC 768).</summary>
/// <param name="maxPayload">Maximum size of a datagram's payload, in bytes.</param>
internal sealed class UdpFrame(int maxPayload)
{
    /// <summary>The largest payload of a datagram, whose packet of IPv4 has a length of 16 bits.</summary>
    public const int MaxPayload = ushort.MaxValue - IpFrame.Ipv4HeaderSize - UdpHeaderSize;

    private const int UdpHeaderSize = 8;
    private const byte ProtocolUdp = 17;

    private readonly IpFrame _ip = new(UdpHeaderSize + maxPayload);

    /// <summary>Builds one datagram. The result is borrowed until the next call.</summary>
    /// <param name="source">The sender, with the same IP version as <paramref name="destination"/>.</param>
    /// <param name="destination">The receiver.</param>
    /// <param name="identification">The IPv4 identification.</param>
    /// <param name="payload">At most as long as the maximum given at construction.</param>
    public ReadOnlySpan<byte> Build(in IpEndpoint source, in IpEndpoint destination, ushort identification, ReadOnlySpan<byte> payload)
    {
        int length = UdpHeaderSize + payload.Length;
        Span<byte> datagram = _ip.Begin(source.Address, destination.Address, ProtocolUdp, length, identification);
        BinaryPrimitives.WriteUInt16BigEndian(datagram, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)length);
        datagram[6..8].Clear();
        payload.CopyTo(datagram[UdpHeaderSize..]);
        // Zero would say that there is no checksum.
        ushort checksum = _ip.PayloadChecksum();
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], checksum == 0 ? ushort.MaxValue : checksum);
        return _ip.Frame;
    }
}
