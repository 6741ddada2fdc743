using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Records.Quic;

/// <summary>The packets of a datagram, and what is not one.</summary>
public class QuicDatagramReaderTests
{
    private const string Initial1 = "c3 00000001 08 8394c8f03e515708 02 aabb 03 746f6b 4014 0000000000000000000000000000000000000000";
    private const string ZeroRtt1 = "d3 00000001 02 0102 01 03 05 0505050505";
    private const string Handshake1 = "e3 00000001 00 00 02 0909";
    private const string Retry1 = "f0 00000001 00 02 aabb 746f6b656e 000102030405060708090a0b0c0d0e0f";
    private const string Short = "43 1122334455667788 0000000000000000000000000000000000000000";

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("draft-22")]
    [InlineData("draft-29")]
    [InlineData("draft-34")]
    [InlineData("T051")]
    public void Coalesced_packets_are_read_one_after_another(string name)
    {
        QuicVersion version = QuicVersion.All.Single(version => version.Name == name);
        byte[][] packets = [In(version, Initial1), In(version, ZeroRtt1), In(version, Handshake1), Hex.Of(Short)];
        Assert.Equal(
        [
            $"Initial {name} 8394c8f03e515708 aabb token=746f6b number@23 of 43",
            $"ZeroRtt {name} 0102 03 token= number@11 of 16",
            $"Handshake {name}   token= number@8 of 10",
            "OneRtt  1122334455667788  token= number@9 of 29",
        ], Read([.. packets.SelectMany(packet => packet)]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Retry_has_a_token_and_no_packet_number(string name)
    {
        QuicVersion version = QuicVersion.All.Single(version => version.Name == name);
        Assert.Equal([$"Retry {name}  aabb token=746f6b656e number@0 of 30"], Read(In(version, Retry1)));
    }

    [Fact]
    public void Retry_of_early_drafts_repeats_a_connection_ID_and_has_no_tag()
    {
        byte[] datagram = Hex.Of("f0 ff000018 00 02 aabb 03 010203 746f6b656e");
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 0, ref error);
        Assert.True(reader.TryRead(out QuicPacketHeader header));
        Assert.Equal((QuicPacketType.Retry, "010203", "746F6B656E", false),
            (header.Type, Convert.ToHexString(header.OriginalId), Convert.ToHexString(header.Token), header.IsMalformed));
    }

    [Fact]
    public void A_packet_of_a_reserved_version_is_read_in_another_one_if_asked()
    {
        byte[] datagram = Hex.Of(Initial1.Replace("00000001", "1a2a3a4a", StringComparison.Ordinal));
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 0, ref error) { ReservedAs = QuicVersion.V1 };
        Assert.True(reader.TryRead(out QuicPacketHeader header));
        Assert.Equal((QuicPacketType.Initial, 0x1A2A3A4Au, "1"), (header.Type, header.VersionNumber, header.Version!.Name));
        Assert.True(new QuicDatagramReader(datagram, 0, ref error).TryRead(out QuicPacketHeader other));
        Assert.Equal(QuicPacketType.Unknown, other.Type);
    }

    [Fact]
    public void Version_Negotiation_lists_versions_and_echoes_connection_IDs_of_any_length()
    {
        byte[] datagram = [0x80, 0, 0, 0, 0, 21, .. new byte[21], 0, 0, 0, 0, 1, 0x6B, 0x33, 0x43, 0xCF];
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 0, ref error);
        Assert.True(reader.TryRead(out QuicPacketHeader header));
        Assert.Equal((QuicPacketType.VersionNegotiation, 21, "000000016B3343CF"),
            (header.Type, header.DestinationId.Length, Convert.ToHexString(header.SupportedVersions)));
        Assert.False(header.HasFixedBit);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_long_header_of_an_unknown_version_has_connection_IDs_only() =>
        Assert.Equal(["Unknown  " + string.Concat(Enumerable.Repeat("00", 30)) + " 07 token= number@0 of 41"],
            Read([0xC0, 0x1A, 0x2A, 0x3A, 0x4A, 30, .. new byte[30], 1, 7, 1, 2, 3]));

    [Theory]
    [InlineData("c0 00000001 15 000000000000000000000000000000000000000000 00 00 01 00", "destination_connection_id")]
    [InlineData("c0 00000001 00 15 000000000000000000000000000000000000000000 00 01 00", "source_connection_id")]
    [InlineData("c0 00000001 00 00 05 0102", "token")]
    [InlineData("e0 00000001 00 00 4005 01020304", "payload")]
    [InlineData("e0 00000001 00 00 ffffffffffffffff 01020304", "payload")]
    [InlineData("f0 00000001 00 00 000102030405060708090a0b0c0d0e", "retry_integrity_tag")]
    [InlineData("f0 ff000018 00 00 05 01020304", "original_destination_connection_id")]
    [InlineData("80 00000000 00 00", "supported_version")]
    [InlineData("80 00000000 00 00 0000000100", "supported_version")]
    [InlineData("40 1122334455", "destination_connection_id")]
    public void A_malformed_packet_is_the_rest_of_the_datagram_and_says_where(string hex, string what)
    {
        byte[] datagram = Hex.Of(hex);
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 8, ref error);
        Assert.True(reader.TryRead(out QuicPacketHeader header));
        Assert.True(header.IsMalformed);
        Assert.Equal((what, datagram.Length), (error.What, header.Packet.Length));
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData(Initial1)]
    [InlineData(ZeroRtt1)]
    [InlineData(Handshake1)]
    public void Every_strict_prefix_is_malformed(string hex)
    {
        byte[] packet = Hex.Of(hex);
        for (int length = 1; length < packet.Length; length++)
        {
            DecodeError error = default;
            QuicDatagramReader reader = new(packet.AsSpan(0, length), 8, ref error);
            Assert.True(reader.TryRead(out QuicPacketHeader header));
            Assert.True(header.IsMalformed && error.IsSet);
        }
    }

    [Fact]
    public void A_short_header_may_be_a_stateless_reset_from_21_bytes_on()
    {
        byte[] datagram = [0x43, .. Enumerable.Range(1, 20).Select(i => (byte)i)];
        DecodeError error = default;
        Assert.True(new QuicDatagramReader(datagram, 4, ref error).TryRead(out QuicPacketHeader reset));
        Assert.Equal(Convert.ToHexString(datagram[5..]), Convert.ToHexString(reset.ResetToken));
        Assert.True(new QuicDatagramReader(datagram.AsSpan(1), 4, ref error).TryRead(out QuicPacketHeader other));
        Assert.True(other.ResetToken.IsEmpty);
    }

    private static List<string> Read(byte[] datagram)
    {
        List<string> packets = [];
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 8, ref error);
        while (reader.TryRead(out QuicPacketHeader header))
        {
            Assert.True(header.HasFixedBit);
            Assert.False(header.IsMalformed);
            packets.Add($"{header.Type} {header.Version?.Name} {Convert.ToHexStringLower(header.DestinationId)} " +
                $"{Convert.ToHexStringLower(header.SourceId)} token={Convert.ToHexStringLower(header.Token)} " +
                $"number@{header.NumberOffset} of {header.Packet.Length}");
        }

        Assert.False(error.IsSet);
        return packets;
    }

    /// <summary>A packet of version 1 in another version.</summary>
    private static byte[] In(QuicVersion version, string hex)
    {
        byte[] packet = Hex.Of(hex);
        int bits = version.Types.IndexOf(QuicVersion.V1.Types[packet[0] >> 4 & 3]);
        packet[0] = (byte)(packet[0] & 0xCF | bits << 4);
        for (int i = 0; i < 4; i++) packet[1 + i] = (byte)(version.Number >> 8 * (3 - i));
        return packet;
    }
}
