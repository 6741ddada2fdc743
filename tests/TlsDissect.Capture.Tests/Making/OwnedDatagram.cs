using TlsDissect.Capture.Network;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>A datagram that outlives its packet; the payload as hex, so that records compare by value.</summary>
internal sealed record OwnedDatagram(IpEndpoint Source, IpEndpoint Destination, string Payload, int PayloadLength, ChecksumVerdict Checksum)
{
    /// <summary>Decodes one packet; null where it holds no datagram.</summary>
    public static OwnedDatagram? Decode(LinkType linkType, byte[] data, int? originalLength = null)
    {
        using var decoder = new PacketDecoder();
        return Decode(decoder, linkType, data, originalLength);
    }

    public static OwnedDatagram? Decode(PacketDecoder decoder, LinkType linkType, byte[] data, int? originalLength = null)
    {
        DecodedKind kind =
            decoder.Decode(CapturedItem.Packet("made", 1, default, linkType, data, originalLength ?? data.Length),
                out DecodedPacket packet);
        return kind == DecodedKind.Datagram ? Of(packet.Datagram) : null;
    }

    public static OwnedDatagram Of(in Datagram datagram) => new(
        datagram.Source,
        datagram.Destination,
        Convert.ToHexString(datagram.Payload),
        datagram.PayloadLength,
        datagram.Checksum);
}
