using System.Buffers.Binary;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Fuzz;

/// <summary>
/// Any bytes as a packet of the link type that the first four of them say: a segment or a datagram that lies in the packet, or neither.
/// </summary>
public class PacketDecoderFuzz
{
    [Fact]
    public void Any_bytes_are_a_segment_a_datagram_or_neither() => Fuzzing.Run(Fuzzing.Corpus("packet"), bytes =>
    {
        if (bytes.Length < 4) return;
        using PacketDecoder decoder = new(new FragmentLimits { MaxDatagrams = 2 });
        LinkType linkType = (LinkType)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        // Twice, and its halves: fragments meet fragments.
        foreach (byte[] packet in new[] { bytes[4..], bytes[4..], bytes[(bytes.Length / 2)..], bytes[4..(2 + bytes.Length / 2)] })
        {
            decoder.Decode(CapturedItem.Packet("fuzz", 1, new CaptureTime(1), linkType, packet, packet.Length), out DecodedPacket decoded);
            CapturedItem item = CapturedItem.Packet("fuzz", 1, new CaptureTime(1), linkType, packet, packet.Length);
            // Each segment of an aggregate takes bytes of the packet: there are not many.
            int segments = 0;
            if (decoder.TryDecode(item, out TcpSegment segment)) segments++;
            while (decoder.TryDecodeNext(item, out segment)) Assert.InRange(++segments, 1, packet.Length / 34);
            Assert.Null(decoder.Failure);
            Assert.InRange(decoded.Segment.Payload.Length, 0, decoded.Segment.PayloadLength);
            Assert.InRange(decoded.Datagram.Payload.Length, 0, decoded.Datagram.PayloadLength);
            // A reassembled datagram may be longer than each of its fragments.
            Assert.True(decoded.Segment.Payload.Length + decoded.Datagram.Payload.Length <= 2 * bytes.Length);
        }
    });
}
