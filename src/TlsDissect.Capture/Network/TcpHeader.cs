using TlsDissect.Capture.Sources;
using TlsDissect.Tcp;

namespace TlsDissect.Capture.Network;

/// <summary>Reads a TCP header (RFC 9293 §3.1).</summary>
internal static class TcpHeader
{
    private const int MinSize = 20;

    /// <summary>The flags that <see cref="TcpFlags"/> names; above them is congestion notification.</summary>
    private const int FlagBits = 0x3F;

    /// <summary>Reads the segment in an IP payload. <c>false</c> where the header is cut off or impossible.</summary>
    public static bool TryRead(in CapturedItem packet, IpAddress source, IpAddress destination, WireBytes data, out TcpSegment segment)
    {
        segment = default;
        if (!data.Has(MinSize)) return false;

        int size = (data[12] >> 4) * 4;
        if (size < MinSize || size > data.Length) return false;

        WireBytes payload = data.Skip(size);
        segment = new TcpSegment
        {
            PacketNumber = packet.PacketNumber,
            Time = packet.Time,
            Source = new IpEndpoint(source, data.UInt16(0)),
            Destination = new IpEndpoint(destination, data.UInt16(2)),
            Sequence = data.UInt32(4),
            Acknowledgment = data.UInt32(8),
            Flags = (TcpFlags)(data[13] & FlagBits),
            Payload = payload.Captured,
            PayloadLength = payload.Length,
        };
        return true;
    }
}
