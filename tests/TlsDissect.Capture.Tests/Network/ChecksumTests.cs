using System.Buffers.Binary;
using CsCheck;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;
using static TlsDissect.Capture.Tests.Making.Frames;

namespace TlsDissect.Capture.Tests.Network;

public class ChecksumTests
{
    [Fact]
    public void Sum_is_that_of_RFC_1071_for_every_length_and_alignment() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[0, 40]).Sample((data, start) =>
        {
            ReadOnlySpan<byte> part = data.AsSpan(Math.Min(start, data.Length));
            ushort folded = InternetChecksum.Fold(InternetChecksum.Sum(part));
            return Plain(part) == (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded);
        });

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 1460)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 1440)]
    public void Correct_checksum_is_told_from_a_wrong_one_in_every_byte(bool isV4, int length)
    {
        byte[] packet = Summed(isV4, [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))]);
        Assert.Equal(ChecksumVerdict.Correct, Checksum(packet));

        // IPv6's payload length is not part of the sum, its addresses are. Other fields in front of them would change the packet's kind.
        for (int at = isV4 ? 12 : 8; at < packet.Length; at++)
        {
            byte[] changed = [.. packet];
            changed[at] ^= 0x10;
            if (Checksum(changed) is ChecksumVerdict checksum) Assert.Equal((at, ChecksumVerdict.Wrong), (at, checksum));
        }
    }

    [Fact]
    public void Sum_of_the_pseudo_header_alone_or_zero_is_left_to_the_network_card()
    {
        byte[] packet = Summed(isV4: true, Payload);
        const uint Addresses = 0xC000 + 0x0201 + 0xC000 + 0x0202;
        foreach (int checksum in (int[])[0, Fold(Addresses + IpProtocol.Tcp + 120), Fold(Addresses + IpProtocol.Tcp)])
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(36), (ushort)checksum);
            Assert.Equal(ChecksumVerdict.Offloaded, Checksum(packet));
        }
    }

    [Fact]
    public void What_was_not_captured_as_a_whole_is_not_verified()
    {
        byte[] packet = Summed(isV4: true, Payload);
        Assert.Equal(ChecksumVerdict.NotVerified, Checksum(packet[..^1], packet.Length));
    }

    [Fact]
    public void Wrong_checksum_of_the_IPv4_header_is_the_segments_too_unless_it_is_zero()
    {
        byte[] packet = Summed(isV4: true, Payload);
        (packet[10], packet[11]) = (0, 0);
        Assert.Equal(ChecksumVerdict.Correct, Checksum(packet));
        packet[11] = 1;
        Assert.Equal(ChecksumVerdict.Wrong, Checksum(packet));
    }

    [Fact]
    public void Other_addresses_than_the_headers_are_not_verified()
    {
        byte[] segment = Segment(Payload);
        Assert.Equal(ChecksumVerdict.NotVerified,
            Checksum(WithSum(Ipv4(segment, optionBytes: 8, options: [131, 7, 4, 192, 0, 2, 9, 0]), 28)));
        Assert.Equal(ChecksumVerdict.Correct, Checksum(WithSum(Ipv4(segment, optionBytes: 8, options: [131, 7, 8, 192, 0, 2, 9, 0]), 28)));
        Assert.Equal(ChecksumVerdict.NotVerified,
            Checksum(Ipv6([IpProtocol.Tcp, 2, 0, 1, .. new byte[20], .. segment], IpProtocol.Routing)));
        Assert.Equal(ChecksumVerdict.NotVerified,
            Checksum(Ipv6([IpProtocol.Tcp, 2, 1, 2, 0, 0, 0xC9, 16, .. new byte[16], .. segment], IpProtocol.DestinationOptions)));
    }

    [Fact]
    public void Segment_put_together_from_fragments_is_verified()
    {
        byte[] tcp = Summed(isV4: true, Payload)[20..];
        using var decoder = new PacketDecoder();
        OwnedSegment.Decode(decoder, LinkType.Raw, Ipv4(tcp[..80], fragmentField: 0x2000));
        CapturedItem last = CapturedItem.Packet("made", 2, default, LinkType.Raw, Ipv4(tcp[80..], fragmentField: 10), 60);
        Assert.True(decoder.TryDecode(last, out TcpSegment segment));
        Assert.Equal(ChecksumVerdict.Correct, segment.Checksum);
    }

    private static ChecksumVerdict? Checksum(byte[] packet, int? length = null)
    {
        using var decoder = new PacketDecoder();
        return decoder.TryDecode(CapturedItem.Packet("made", 1, default, LinkType.Raw, packet, length ?? packet.Length),
            out TcpSegment segment) ? segment.Checksum : null;
    }

    private static byte[] Summed(bool isV4, byte[] payload)
    {
        byte[] packet = isV4 ? Ipv4(Segment(payload)) : Ipv6(Segment(payload));
        if (isV4) BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), (ushort)~Plain(packet.AsSpan(0, 20)));
        return WithSum(packet, isV4 ? 20 : 40);
    }

    private static byte[] WithSum(byte[] packet, int header)
    {
        ReadOnlySpan<byte> addresses = packet[0] >> 4 == 4 ? packet.AsSpan(12, 8) : packet.AsSpan(8, 32);
        byte[] summed = [.. addresses, 0, IpProtocol.Tcp,
            .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness((ushort)(packet.Length - header))), .. packet[header..]];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(header + 16), (ushort)~Plain(summed));
        return packet;
    }

    /// <summary>The simplest implementation, to compare with.</summary>
    private static ushort Plain(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (int i = 0; i < data.Length; i++) sum += i % 2 == 0 ? (uint)data[i] << 8 : data[i];
        return (ushort)Fold(sum);
    }

    private static int Fold(uint sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (int)sum;
    }
}
