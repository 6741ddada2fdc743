using CsCheck;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Tests.Network;

public class FragmentTests
{
    private const int MoreFragments = 0x2000;
    private const long Second = 1_000_000_000;

    [Fact]
    public void Any_split_in_any_order_with_any_duplicates_gives_the_segment_of_the_whole() =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[1, 3000], Gen.Int[1, 60].Array[0, 8], Gen.Int[0, int.MaxValue])
            .Sample((isV4, payload, cuts, seed) =>
        {
            byte[] tcp = Frames.Segment(payload);
            OwnedSegment? whole = OwnedSegment.Decode(LinkType.Raw, isV4 ? Frames.Ipv4(tcp) : Frames.Ipv6(tcp));
            var fragments = Split(isV4, tcp, cuts);
            var random = new Random(seed);
            byte[][] order = [.. fragments.Concat(fragments.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next())];

            using var decoder = new PacketDecoder();
            List<OwnedSegment> segments =
                [.. order.Select(fragment => OwnedSegment.Decode(decoder, LinkType.Raw, fragment)).OfType<OwnedSegment>()];

            // A duplicate of every fragment may complete it again, as the same packet captured twice would.
            return segments.Count >= 1 && segments.TrueForAll(segment => segment == whole);
        });

    [Fact]
    public void The_segment_bears_the_number_and_time_of_the_packet_that_completed_it()
    {
        List<byte[]> fragments = Split(true, Frames.Segment(Frames.Payload), [5]);
        using var decoder = new PacketDecoder();

        Assert.False(decoder.TryDecode(CapturedItem.Packet("made", 8, new CaptureTime(1), LinkType.Raw, fragments[1], 1000), out _));
        Assert.True(
            decoder.TryDecode(CapturedItem.Packet("made", 9, new CaptureTime(2), LinkType.Raw, fragments[0], fragments[0].Length),
                out TcpSegment segment));

        Assert.Equal((9L, 2L), (segment.PacketNumber, segment.Time.Nanoseconds));
        Assert.Equal((2L, 1L, 0L), (decoder.Fragments, decoder.DatagramsReassembled, decoder.DatagramsDropped));
    }

    /// <summary>
    /// Offloading leaves a length of zero: what is left of the packet is the fragment, and a capture file may say that it has 2 GB.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(MoreFragments | 1000)]
    public void A_fragment_of_gigabytes_fits_no_datagram(int fragmentField)
    {
        byte[] v4 = Frames.Ipv4(Frames.Segment(Frames.Payload), totalLength: 0, fragmentField: fragmentField);
        byte[] v6 =
            Frames.Ipv6([IpProtocol.Tcp, 0, (byte)(fragmentField >> 5), (byte)(fragmentField << 3 | fragmentField >> 13 & 1), 0, 0, 0, 7,
                .. Frames.Segment(Frames.Payload)], IpProtocol.Fragment, payloadLength: 0);
        using var decoder = new PacketDecoder();
        foreach (byte[] frame in (byte[][])[v4, v6])
        {
            for (int cut = 0; cut < 8; cut++)
                Assert.False(decoder.TryDecode(CapturedItem.Packet("made", 1, default, LinkType.Raw, frame, int.MaxValue - cut), out _) &&
                    fragmentField != 0);
        }
    }

    [Fact]
    public void A_fragment_cut_by_the_snap_length_cuts_the_segment_there()
    {
        byte[] tcp = Frames.Segment(Frames.Payload);
        List<byte[]> fragments = Split(true, tcp, [5, 5]);
        using var decoder = new PacketDecoder();

        OwnedSegment.Decode(decoder, LinkType.Raw, fragments[0]);
        OwnedSegment.Decode(decoder, LinkType.Raw, fragments[1][..^10], fragments[1].Length);
        OwnedSegment? segment = OwnedSegment.Decode(decoder, LinkType.Raw, fragments[2]);

        Assert.Equal((100, Convert.ToHexString(Frames.Payload.AsSpan(0, 80 - 20 - 10))), (segment?.PayloadLength, segment?.Payload));
    }

    [Fact]
    public void Where_fragments_overlap_the_first_bytes_win()
    {
        byte[] tcp = Frames.Segment(Frames.Payload);
        byte[] other = [.. tcp.Select(b => (byte)~b)];
        using var decoder = new PacketDecoder();

        OwnedSegment.Decode(decoder, LinkType.Raw, Frames.Ipv4(tcp[..80], fragmentField: MoreFragments));
        OwnedSegment.Decode(decoder, LinkType.Raw, Frames.Ipv4(other[40..88], fragmentField: MoreFragments | 5));
        OwnedSegment? segment = OwnedSegment.Decode(decoder, LinkType.Raw, Frames.Ipv4(tcp[80..], fragmentField: 10));

        byte[] expected = [.. Frames.Payload];
        other.AsSpan(80, 8).CopyTo(expected.AsSpan(60));
        Assert.Equal(Convert.ToHexString(expected), segment?.Payload);
    }

    [Fact]
    public void Fragments_of_a_tunnel_that_hold_fragments_are_put_together_twice()
    {
        byte[] tcp = Frames.Segment(Frames.Payload);
        using var decoder = new PacketDecoder();
        var segments = new List<OwnedSegment?>();
        foreach (byte[] inner in Split(true, tcp, [6]))
        {
            foreach (byte[] outer in Split(false, inner, [4], IpProtocol.Ipv4))
                segments.Add(OwnedSegment.Decode(decoder, LinkType.Raw, outer));
        }

        Assert.Equal([null, null, null, OwnedSegment.Decode(LinkType.Raw, Frames.Ipv4(tcp))], segments);
    }

    [Fact]
    public void Unfinished_datagrams_are_bounded_in_number_bytes_and_age()
    {
        var limits = new FragmentLimits { MaxDatagrams = 10, MaxBytes = 200_000, MaxAge = TimeSpan.FromSeconds(60) };
        using var byNumber = new FragmentReassembler(limits);
        for (int i = 0; i < 1000; i++) Add(byNumber, i, 8, 0);
        Assert.Equal((10, 990L), (byNumber.Waiting, byNumber.Dropped));

        using var byBytes = new FragmentReassembler(limits);
        for (int i = 0; i < 9; i++) Add(byBytes, i, 60_000, 0);
        Assert.InRange(byBytes.Waiting, 1, 3);

        using var byAge = new FragmentReassembler(limits);
        Add(byAge, 1, 8, 0);
        Add(byAge, 2, 8, 60 * Second);
        Assert.Equal(2, byAge.Waiting);
        Add(byAge, 3, 8, 60 * Second + 1);
        Assert.Equal((2, 1L), (byAge.Waiting, byAge.Dropped));
    }

    [Fact]
    public void Unfinished_datagrams_count_in_the_budget_of_memory()
    {
        var memory = new MemoryBudget(1 << 20);
        using (var reassembler = new FragmentReassembler(new FragmentLimits(), memory.Open()))
        {
            for (int i = 0; i < 100; i++) Add(reassembler, i, 8, 0);
            Assert.InRange(memory.HeldBytes, 100 * 4096, 100 * 8192);
            Add(reassembler, 1000, 8, 61 * Second);
            Assert.InRange(memory.HeldBytes, 0, (64 << 10) + 8192);
        }

        Assert.Equal(0, memory.HeldBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_fragments_never_throw_and_stay_within_bounds(int seed)
    {
        var random = new Random(seed);
        var limits = new FragmentLimits { MaxDatagrams = 50, MaxBytes = 1 << 20 };
        using var decoder = new PacketDecoder(limits);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] data = new byte[random.Next(0, 3) switch { 0 => random.Next(64), 1 => 8 * random.Next(1, 200), _ => random.Next(9000) }];
            random.NextBytes(data);
            int field = random.Next(0x4000);
            byte[] fragment = random.Next(2) == 0
                ? Frames.Ipv4(data, identification: random.Next(20), fragmentField: field)
                : Frames.Ipv6Fragment(data, field << 3 & 0xFFF8, random.Next(2) == 0, identification: (uint)random.Next(20));

            OwnedSegment.Decode(decoder, LinkType.Raw, fragment, nanoseconds: i * 1_000_000L);
        }

        Assert.InRange(decoder.Fragments, 10_000, 20_000);
    }

    private static void Add(FragmentReassembler reassembler, int identification, int length, long nanoseconds)
    {
        byte[] packet = Frames.Ipv4(new byte[length], identification: identification, fragmentField: MoreFragments);
        var data = new PacketCursor(packet, packet.Length);
        Assert.True(IpPacket.TryRead(EtherType.Ipv4, ref data, out IpPacket fragment));
        Assert.False(reassembler.TryComplete(fragment, new CaptureTime(nanoseconds), 1, ref data, out _));
    }

    /// <summary>Fragments of the given sizes in units of eight bytes, and one with the rest.</summary>
    private static List<byte[]> Split(bool isV4, byte[] payload, int[] units, byte protocol = IpProtocol.Tcp)
    {
        var fragments = new List<byte[]>();
        int offset = 0;
        foreach (int unit in units)
        {
            if (offset + unit * 8 >= payload.Length) break;
            fragments.Add(Fragment(offset, offset + unit * 8));
            offset += unit * 8;
        }

        fragments.Add(Fragment(offset, payload.Length));
        return fragments;

        byte[] Fragment(int from, int to) => isV4
            ? Frames.Ipv4(payload[from..to], protocol, fragmentField: (to < payload.Length ? MoreFragments : 0) | from / 8)
            : Frames.Ipv6Fragment(payload[from..to], from, to < payload.Length, protocol);
    }
}
