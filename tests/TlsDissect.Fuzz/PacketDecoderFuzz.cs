using System.Buffers.Binary;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Tcp;

namespace TlsDissect.Fuzz;

/// <summary>Any bytes as a packet of the link type that the first four of them say: a segment that lies in the packet, or none.</summary>
public class PacketDecoderFuzz
{
    [Fact]
    public void Any_bytes_are_a_segment_or_none() => Fuzzing.Run(Fuzzing.Corpus("packet"), bytes =>
    {
        if (bytes.Length < 4) return;
        using PacketDecoder decoder = new(new FragmentLimits { MaxDatagrams = 2 });
        LinkType linkType = (LinkType)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        // Twice, and its halves: fragments meet fragments.
        foreach (byte[] packet in new[] { bytes[4..], bytes[4..], bytes[(bytes.Length / 2)..], bytes[4..(2 + bytes.Length / 2)] })
        {
            bool isDecoded = decoder.TryDecode(CapturedItem.Packet("fuzz", 1, new CaptureTime(1), linkType, packet, packet.Length), out TcpSegment segment);
            Assert.Null(decoder.Failure);
            if (!isDecoded) continue;
            Assert.InRange(segment.Payload.Length, 0, segment.PayloadLength);
            // A datagram of fragments may be longer than each.
            Assert.True(segment.Payload.Length <= 2 * bytes.Length);
        }
    });
}
