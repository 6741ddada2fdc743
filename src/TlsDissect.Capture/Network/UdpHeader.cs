using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network;

/// <summary>Reads a UDP header (RFC 768).</summary>
internal static class UdpHeader
{
    /// <summary>Size of the header in bytes.</summary>
    public const int Size = 8;

    private const int ChecksumAt = 6;

    /// <summary>Whether the header is complete and its length possible. <paramref name="data"/> stays at the header; bytes after the
    /// datagram are removed.</summary>
    public static bool TryLimit(ref PacketCursor data)
    {
        if (!data.Has(Size)) return false;
        // Segmentation offload leaves the length at zero, like that of IP. So does a jumbogram (RFC 2675 §4).
        int length = data.UInt16(4);
        return length == 0 || (length >= Size && data.TryLimit(length));
    }

    /// <summary>Reads the datagram that <see cref="TryLimit"/> left.</summary>
    public static Datagram Read(scoped in CapturedItem packet, scoped in IpPacket ip, scoped ref PacketCursor data) =>
        Read(packet, ip, ref data, TransportChecksum.Verify(ip, in data, IpProtocol.Udp, ChecksumAt));

    /// <summary>Reads the datagram without verifying its checksum, which would take a pass over the payload.</summary>
    public static Datagram ReadUnverified(scoped in CapturedItem packet, scoped in IpPacket ip, scoped ref PacketCursor data) =>
        Read(packet, ip, ref data, default);

    private static Datagram Read(scoped in CapturedItem packet, scoped in IpPacket ip, scoped ref PacketCursor data,
        ChecksumVerdict checksum) => new()
        {
            PacketNumber = packet.PacketNumber,
            Time = packet.Time,
            Source = new IpEndpoint(ip.Source, data.UInt16(0)),
            Destination = new IpEndpoint(ip.Destination, data.UInt16(2)),
            // As for TCP: if a frame of minimum size does not tell its packet's end, the bytes after the header are padding.
            Payload = data.MayBePadded ? default : data.Captured[Size..],
            PayloadLength = data.MayBePadded ? 0 : data.Length - Size,
            Checksum = checksum,
        };
}
