using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Network;

/// <summary>Reads a TCP header (RFC 9293 §3.1).</summary>
internal static class TcpHeader
{
    private const int MinSize = 20;
    private const int ChecksumAt = 16;

    /// <summary>The flags that <see cref="TcpFlags"/> names. The bits above are for congestion notification.</summary>
    private const int FlagBits = 0x3F;

    /// <summary>Reads the segment in an IP payload. Returns <c>false</c> if the header is truncated or invalid.</summary>
    public static bool TryRead(scoped in CapturedItem packet, scoped in IpPacket ip, scoped ref PacketCursor data, out TcpSegment segment)
    {
        int size = data.Has(MinSize) ? (data[12] >> 4) * 4 : 0;
        if (size < MinSize || !data.Holds(size))
        {
            segment = default;
            return false;
        }

        segment = new TcpSegment
        {
            PacketNumber = packet.PacketNumber,
            Time = packet.Time,
            Source = new IpEndpoint(ip.Source, data.UInt16(0)),
            Destination = new IpEndpoint(ip.Destination, data.UInt16(2)),
            Sequence = data.UInt32(4),
            Acknowledgment = data.UInt32(8),
            Flags = (TcpFlags)(data[13] & FlagBits),
            // If a frame of minimum size does not tell its packet's end, the bytes after the header are padding, because such small
            // segments are not offloaded.
            Payload = data.Has(size) && !data.MayBePadded ? data.Captured[size..] : default,
            PayloadLength = data.MayBePadded ? 0 : Math.Max(data.Length - size, 0),
            Checksum = TransportChecksum.Verify(ip, in data, IpProtocol.Tcp, ChecksumAt),
        };
        return true;
    }
}
