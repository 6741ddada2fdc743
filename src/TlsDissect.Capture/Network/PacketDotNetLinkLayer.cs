using PacketDotNet;
using PacketDotNet.Ieee80211;
using PacketDotNet.Utils;
using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Link types that are rare enough to leave to PacketDotNet, 802.11 with and without radiotap or PPI foremost: it finds where the network layer starts, and our own
/// decoder goes on from there. Allocates; off the hot path.
/// </summary>
internal static class PacketDotNetLinkLayer
{
    /// <summary>What stands in place of an EtherType where LLC follows (IEEE 802.2): any length would do.</summary>
    private const ushort LogicalLinkControl = 0;

    /// <summary>
    /// Takes the link layer off. <c>false</c> where PacketDotNet finds no IP, does not know the link type or trips over the packet.
    /// </summary>
    public static bool TryStrip(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        try
        {
            Packet? packet = Packet.ParsePacket((LinkLayers)type, data.Captured.ToArray());
            while (packet is not (null or IPPacket or DataFrame)) packet = packet.PayloadPacket;

            // PacketDotNet leaves what an 802.11 data frame carries as bytes.
            ByteArraySegment? network = packet is DataFrame ? packet.PayloadDataSegment : packet?.BytesSegment;
            if (network is null || network.Offset > data.Captured.Length) return data.Refuse(UndissectedKind.LinkType, (int)type);

            data.Skip(network.Offset);
            etherType = LogicalLinkControl;
            return packet is DataFrame || IpVersion.TryGetEtherType(in data, out etherType) || data.Refuse(UndissectedKind.LinkType, (int)type);
        }
        // The library does not check lengths before it indexes: a malformed frame makes it throw.
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return data.Refuse(UndissectedKind.LinkType, (int)type);
        }
    }
}
