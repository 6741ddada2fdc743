using System.Runtime.CompilerServices;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Tests.Network;

public class MutationTests
{
    [Fact]
    public void A_hundred_thousand_mutated_frames_never_throw_and_never_give_more_than_was_captured()
    {
        object[][] wrappings = [.. PacketDecoderTests.Wrappings, .. DatagramTests.Wrappings.Select(row => (object[])row)];
        var random = new Random(42);
        int[] found = new int[3];
        using var decoder = new PacketDecoder();
        for (int i = 0; i < 100_000; i++)
        {
            object[] wrapping = wrappings[random.Next(wrappings.Length)];
            byte[] frame = Mutate((byte[])wrapping[2], random);
            CapturedItem packet =
                CapturedItem.Packet("made", i, default, (LinkType)wrapping[1], frame,
                    random.Next(4) switch { 0 => 0, 1 => int.MaxValue - random.Next(100), _ => frame.Length + random.Next(3) });
            found[(int)decoder.Decode(packet, out DecodedPacket decoded)]++;
            Assert.Null(decoder.Failure);

            Assert.InRange(decoded.Segment.Payload.Length, 0, decoded.Segment.PayloadLength);
            Assert.InRange(decoded.Segment.Payload.Length, 0, Math.Max(frame.Length, FragmentedDatagram.MaxLength));
            Assert.InRange(decoded.Datagram.Payload.Length, 0, decoded.Datagram.PayloadLength);
            Assert.InRange(decoded.Datagram.Payload.Length, 0, Math.Max(frame.Length, FragmentedDatagram.MaxLength));
        }

        Assert.All(found, count => Assert.InRange(count, 1000, 98_000));
    }

    /// <summary>The way of those that want TCP alone finds the same.</summary>
    [Fact]
    public void Mutated_frames_hold_the_same_segment_whether_datagrams_are_asked_for_or_not()
    {
        object[][] wrappings = [.. PacketDecoderTests.Wrappings, .. DatagramTests.Wrappings.Select(row => (object[])row)];
        var random = new Random(44);
        using PacketDecoder decoder = new(), tcpAlone = new();
        for (int i = 0; i < 50_000; i++)
        {
            object[] wrapping = wrappings[random.Next(wrappings.Length)];
            byte[] frame = Mutate((byte[])wrapping[2], random);
            CapturedItem packet = CapturedItem.Packet("made", i, default, (LinkType)wrapping[1], frame, frame.Length + random.Next(3));
            DecodedKind kind = decoder.Decode(packet, out DecodedPacket decoded);
            bool isSegment = tcpAlone.TryDecode(packet, out TcpSegment segment);

            Assert.Equal(kind == DecodedKind.TcpSegment, isSegment);
            Assert.Equal(OwnedSegment.Of(decoded.Segment), OwnedSegment.Of(segment));
        }

        Assert.Equal((decoder.PacketsOverrun, decoder.Fragments), (tcpAlone.PacketsOverrun, tcpAlone.Fragments));
    }

    [Fact]
    public void Mutated_frames_under_any_link_type_never_throw()
    {
        object[][] wrappings = [.. PacketDecoderTests.Wrappings];
        LinkType[] types = Enum.GetValues<LinkType>();
        var random = new Random(43);
        using var decoder = new PacketDecoder();
        int found = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] frame = Mutate((byte[])wrappings[random.Next(wrappings.Length)][2], random);
            if (OwnedSegment.Decode(decoder, types[i % types.Length], frame) is not null) found++;
        }

        Assert.InRange(found, 1, 90_000);
        Assert.Null(decoder.Failure);
    }

    /// <summary>The fault here is a decoder without its reassembler.</summary>
    [Fact]
    public void A_fault_in_decoding_a_packet_costs_that_packet_alone()
    {
        byte[] fragment = Frames.Ipv4(Frames.Segment(Frames.Payload), fragmentField: 1),
            whole = Frames.Ipv4(Frames.Segment(Frames.Payload));
        using var decoder = new PacketDecoder();
        FragmentReassembler reassembler = FragmentsOf(decoder);
        FragmentsOf(decoder) = null!;

        Assert.Null(OwnedSegment.Decode(decoder, LinkType.Raw, fragment));
        Assert.Null(OwnedSegment.Decode(decoder, LinkType.Raw, fragment));
        Assert.Null(OwnedDatagram.Decode(decoder, LinkType.Raw, fragment));
        Assert.NotNull(OwnedSegment.Decode(decoder, LinkType.Raw, whole));

        Assert.Equal(3, decoder.PacketsFailed);
        Assert.IsType<NullReferenceException>(decoder.Failure);
        FragmentsOf(decoder) = reassembler;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_fragments")]
    private static extern ref FragmentReassembler FragmentsOf(PacketDecoder decoder);

    private static byte[] Mutate(byte[] frame, Random random)
    {
        byte[] mutated = frame[..random.Next(random.Next(2) == 0 ? 0 : frame.Length, frame.Length + 1)];
        for (int i = random.Next(0, 5); i > 0 && mutated.Length > 0; i--)
            mutated[random.Next(Math.Min(mutated.Length, 90))] = (byte)(random.Next(4) == 0 ? 0 : random.Next(256));
        return mutated;
    }
}
