using TlsDissect.Capture.Network;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>A segment that outlives its packet; the payload as hex, so that records compare by value.</summary>
internal sealed record OwnedSegment(IpEndpoint Source, IpEndpoint Destination, uint Sequence, uint Acknowledgment, TcpFlags Flags,
    string Payload, int PayloadLength)
{
    /// <summary>Decodes one packet; null where it holds no segment.</summary>
    public static OwnedSegment? Decode(LinkType linkType, byte[] data, int? originalLength = null)
    {
        using var decoder = new PacketDecoder();
        return Decode(decoder, linkType, data, originalLength);
    }

    public static OwnedSegment? Decode(PacketDecoder decoder, LinkType linkType, byte[] data, int? originalLength = null, long number = 1,
        long nanoseconds = 0) =>
        decoder.TryDecode(CapturedItem.Packet("made", number, new CaptureTime(nanoseconds), linkType, data, originalLength ?? data.Length),
            out TcpSegment segment)
            ? Of(segment)
            : null;

    public static OwnedSegment Of(in TcpSegment segment) => new(
        segment.Source,
        segment.Destination,
        segment.Sequence,
        segment.Acknowledgment,
        segment.Flags,
        Convert.ToHexString(segment.Payload),
        segment.PayloadLength);
}
