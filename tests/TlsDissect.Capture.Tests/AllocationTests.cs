using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Tests;

[Collection(MeasuredAlone.Name)]
public class AllocationTests
{
    private const int Packets = 50_000;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Reading_and_decoding_a_packet_allocates_nothing(bool pcapng, bool isV6)
    {
        byte[] packet = isV6 ? Frames.Ipv6(Frames.Segment(Frames.Payload)) : Frames.Ipv4(Frames.Segment(Frames.Payload));
        using var file =
            new TemporaryFile(
                Repeat(pcapng,
                    Frames.Ethernet([0, 5, 0x81, 0, 0, 6, (byte)(isV6 ? 0x86 : 8), (byte)(isV6 ? 0xDD : 0), .. packet],
                        EtherType.ServiceVlanTag)));

        // A collection that another test brings about counts the rest of this thread's allocation buffer as used: the least of several runs
        // is ours.
        Assert.Equal((Packets - 1, 0L), Enumerable.Range(0, 5).Select(_ => Measure(file.Path)).Min());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_and_decoding_a_datagram_allocates_nothing(bool isV6)
    {
        byte[] udp = Frames.Udp(Frames.Payload, 443);
        byte[] packet =
            isV6 ? Frames.Ethernet(Frames.Ipv6(udp, IpProtocol.Udp), EtherType.Ipv6) : Frames.Ethernet(Frames.Ipv4(udp, IpProtocol.Udp));
        using var file = new TemporaryFile(Repeat(pcapng: false, packet));

        Assert.Equal((Packets - 1, 0L), Enumerable.Range(0, 5).Select(_ => Measure(file.Path)).Min());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counting_what_is_not_dissected_allocates_nothing(bool isDatagram)
    {
        byte[] frame = isDatagram
            ? Frames.Ethernet(Frames.Ipv4(Frames.Udp(Frames.Payload, 443), IpProtocol.Udp))
            : Frames.Ethernet(Frames.Payload, 0x0806);
        using var file = new TemporaryFile(Repeat(pcapng: false, frame));

        Assert.Equal((Packets, 0L), Enumerable.Range(0, 5).Select(_ => Measure()).Min());

        (long Counted, long AllocatedBytes) Measure()
        {
            using var sequence = new CaptureFileSequence([file.Path]);
            using var census = new PacketCensus();
            using var decoder = new PacketDecoder { UndissectedSink = census };
            Read(1); // opens the file, and the flow
            long before = GC.GetAllocatedBytesForCurrentThread();
            Read(Packets - 1);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return (census.Entries()[0].Packets, allocated);

            void Read(int packets)
            {
                for (int i = 0; i < packets && sequence.TryRead(out CapturedItem item); i++) decoder.TryDecode(item, out _);
            }
        }
    }

    private static (int Found, long AllocatedBytes) Measure(string path)
    {
        using var sequence = new CaptureFileSequence([path]);
        using var decoder = new PacketDecoder();
        Assert.Equal(1, Count(sequence, decoder, 1)); // opens the file

        long before = GC.GetAllocatedBytesForCurrentThread();
        int found = Count(sequence, decoder, Packets - 1);
        return (found, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Count(CaptureFileSequence source, PacketDecoder decoder, int packets)
    {
        int found = 0;
        for (int i = 0; i < packets && source.TryRead(out CapturedItem item); i++)
        {
            DecodedKind kind = decoder.Decode(item, out DecodedPacket packet);
            if (kind != DecodedKind.None && packet.Segment.PayloadLength + packet.Datagram.PayloadLength == Frames.Payload.Length) found++;
            // The way of those that want TCP alone.
            if (decoder.TryDecode(item, out TcpSegment segment) != (kind == DecodedKind.TcpSegment) ||
                segment.PayloadLength != packet.Segment.PayloadLength) return -1;
        }

        return found;
    }

    private static byte[] Repeat(bool pcapng, byte[] frame)
    {
        byte[] start = pcapng ? new PcapNgBytes().Interface().ToArray() : new PcapBytes().ToArray();
        byte[] one =
            pcapng ? new PcapNgBytes().Interface().Packet(frame).ToArray()[start.Length..] : new PcapBytes().Packet(1, 0, frame)
                .ToArray()[start.Length..];
        byte[] file = new byte[start.Length + one.Length * Packets];
        start.CopyTo(file, 0);
        for (int i = 0; i < Packets; i++) one.CopyTo(file, start.Length + i * one.Length);
        return file;
    }
}
