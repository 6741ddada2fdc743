using PacketDotNet;
using PacketDotNet.Utils;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Link types that are rare enough to leave to PacketDotNet: it finds the IP packet, and our own decoder goes on from there. Allocates; off the hot path.
/// </summary>
internal static class ForeignLinkLayer
{
    /// <summary>Finds the IP packet. <c>false</c> where there is none, or PacketDotNet does not know the link type or trips over the packet.</summary>
    public static bool TryFindIp(LinkType type, ReadOnlySpan<byte> data, out int offset)
    {
        offset = 0;
        try
        {
            Packet? packet = Packet.ParsePacket((LinkLayers)type, data.ToArray());
            while (packet is not (null or IPPacket)) packet = packet.PayloadPacket;
            if (packet is null) return false;

            ByteArraySegment bytes = packet.BytesSegment;
            offset = bytes.Offset;
            return offset >= 0 && offset < data.Length;
        }
        catch (Exception e) when (IsAboutData(e))
        {
            return false;
        }
    }

    // It indexes without looking first: a malformed frame surfaces as one of these (found by mutating frames of every link type it knows).
    private static bool IsAboutData(Exception e) => e
        is ArgumentException or IndexOutOfRangeException or InvalidOperationException or NotImplementedException or NotSupportedException
        or InvalidCastException or NullReferenceException or OverflowException or FormatException or KeyNotFoundException;
}
