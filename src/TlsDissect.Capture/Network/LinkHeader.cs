using System.Buffers.Binary;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Network;

/// <summary>Takes off what a packet starts with.</summary>
internal static class LinkHeader
{
    private const int FamilySize = 4;
    private const int CookedSize = 16;
    private const int CookedV2Size = 20;

    /// <summary>Whether the link type is one of ours.</summary>
    public static bool IsKnown(LinkType type) => type
        is LinkType.Ethernet or LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd or LinkType.Ipv4 or LinkType.Ipv6 or LinkType.Null or LinkType.Loop
        or LinkType.LinuxSll or LinkType.LinuxSll2 or LinkType.Ppp or LinkType.PppHdlc or LinkType.PppEther;

    /// <summary>Takes the header off. <c>false</c> where it is cut off or says nothing that can hold IP.</summary>
    public static bool TryStrip(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        switch (type)
        {
            case LinkType.Ethernet:
                etherType = EtherType.TransparentEthernet;
                return true;
            case LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd or LinkType.Ipv4 or LinkType.Ipv6:
                return IpVersion.TryGetEtherType(in data, out etherType);
            case LinkType.Null or LinkType.Loop:
                return TryStripFamily(ref data, out etherType);
            case LinkType.LinuxSll:
                return TryStripCooked(ref data, protocolAt: CookedSize - 2, CookedSize, out etherType);
            case LinkType.LinuxSll2:
                return TryStripCooked(ref data, protocolAt: 0, CookedV2Size, out etherType);
            case LinkType.Ppp or LinkType.PppHdlc:
                etherType = EtherType.Ppp;
                return true;
            case LinkType.PppEther:
                etherType = EtherType.PppoeSession;
                return true;
            default:
                etherType = 0;
                return data.Refuse(UndissectedKind.LinkType, (int)type);
        }
    }

    // The family's byte order is the capturing machine's, and the numbers of IPv6 differ between systems: the version field decides, the
    // family only has to be one that IP has somewhere.
    private static bool TryStripFamily(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(FamilySize)) return false;

        uint family = data.UInt32(0);
        if (family > 0xFFFF) family = BinaryPrimitives.ReverseEndianness(family);
        data.Skip(FamilySize);
        if (family is not (2 or 10 or 23 or 24 or 28 or 30)) return data.Refuse(UndissectedKind.AddressFamily, (int)family);
        return IpVersion.TryGetEtherType(in data, out etherType);
    }

    private static bool TryStripCooked(ref PacketCursor data, int protocolAt, int size, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(size)) return false;

        etherType = data.UInt16(protocolAt);
        data.Skip(size);
        return true;
    }
}
