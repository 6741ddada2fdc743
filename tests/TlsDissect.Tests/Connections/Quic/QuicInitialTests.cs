using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>The Initial packets of real captures, whose keys follow from their versions.</summary>
public sealed class QuicInitialTests
{
    [Theory]
    [InlineData("quic-aes128-gcm", 1u, 1u)]
    [InlineData("quic-v2", 0x6B3343CFu, 0x6B3343CFu)]
    [InlineData("quic-v2-upgraded", 1u, 0x6B3343CFu)]
    [InlineData("quic-v2-draft", 0x709A50C4u, 0x709A50C4u)]
    [InlineData("quic-version-upgraded", 1u, 0x709A50C4u)]
    public void Both_sides_open_with_the_keys_of_their_version(string name, uint first, uint last)
    {
        QuicCapture quic = QuicCapture.Load(name);
        OpenedQuicPacket[] initial = [.. quic.Packets.Where(packet => packet.Type == QuicPacketType.Initial)];
        Assert.Equal(first, VersionOf(initial[0]));
        Assert.Equal(last, VersionOf(initial[^1]));
        Assert.Equal((byte)HandshakeType.ClientHello, FirstOfCrypto(initial[0]));
        Assert.Equal((byte)HandshakeType.ServerHello, FirstOfCrypto(initial.First(packet => packet.From == Sender.Server)));
    }

    /// <summary>The opener tries everything: no packet of these captures stays encrypted, whatever its version.</summary>
    [Theory]
    [InlineData("quic-v2")]
    [InlineData("quic-v2-upgraded")]
    [InlineData("quic-v2-key-update")]
    [InlineData("quic-v2-draft")]
    [InlineData("quic-version-upgraded")]
    public void So_do_all_levels(string name)
    {
        QuicCapture quic = QuicCapture.Load(name);
        Assert.Equal(quic.Capture.Datagrams.Count, quic.Packets.Select(packet => packet.Datagram).Distinct().Count());
        Assert.Equal([QuicPacketType.Initial, QuicPacketType.Handshake, QuicPacketType.OneRtt],
            quic.Packets.Select(packet => packet.Type).Distinct().Order());
    }

    private static uint VersionOf(OpenedQuicPacket packet) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(packet.Header.AsSpan(1));

    private static byte FirstOfCrypto(OpenedQuicPacket packet)
    {
        DecodeError error = default;
        QuicFrameReader reader = new(packet.Payload, ref error);
        while (reader.TryRead())
        {
            ref readonly QuicFrame frame = ref reader.Frame;
            if (frame.Type == QuicFrameType.Crypto && frame.Offset == 0) return frame.Data[0];
        }

        return 0;
    }
}
