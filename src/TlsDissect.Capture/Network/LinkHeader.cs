
namespace TlsDissect.Capture.Network;

/// <summary>Removes the first header of a packet.</summary>
internal static class LinkHeader
{
    private const int CookedSize = 16;
    private const int CookedV2Size = 20;
    private const int CiscoHdlcSize = 4;
    private const int InfinibandSize = 4;
    private const int InfinibandRouteSize = 40;
    private const byte UnnumberedInformation = 0x03;

    /// <summary>Removes the header. Returns <c>false</c> if it is truncated or its payload cannot be IP.</summary>
    public static bool TryStrip(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        switch (type)
        {
            case LinkType.Ethernet:
                etherType = EtherType.TransparentEthernet;
                return true;
            case LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd or LinkType.Ipv4 or LinkType.Ipv6:
                return IpVersion.TryGetEtherType(in data, out etherType);
            case LinkType.LinuxSll:
                return TryTyped(ref data, typeAt: CookedSize - 2, CookedSize, out etherType);
            case LinkType.LinuxSll2:
                return TryTyped(ref data, typeAt: 0, CookedV2Size, out etherType);
            case LinkType.CiscoHdlc:
                return TryTyped(ref data, typeAt: CiscoHdlcSize - 2, CiscoHdlcSize, out etherType);
            case LinkType.FrameRelay:
                return TryFrameRelay(ref data, out etherType);
            case LinkType.Infiniband:
                return TryInfiniband(ref data, out etherType);
            case LinkType.Ppp or LinkType.PppHdlc:
                etherType = EtherType.Ppp;
                return true;
            case LinkType.PppWithDirection or LinkType.PppOfDaemon:
                return TryDirectedPpp(type, ref data, out etherType);
            case LinkType.PppEther:
                etherType = EtherType.PppoeSession;
                return true;
            case LinkType.Wireless or LinkType.WirelessRadiotap or LinkType.WirelessAvs or LinkType.WirelessPrism:
                return WirelessLink.TryStrip(type, ref data, out etherType);
            default:
                return HostLink.TryStrip(type, ref data, out etherType);
        }
    }

    private static bool TryTyped(ref PacketCursor data, int typeAt, int size, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(size)) return false;

        etherType = data.UInt16(typeAt);
        data.Skip(size);
        return true;
    }

    // A byte gives the direction. pppd replaces with it the first byte of HDLC-like framing (RFC 1662 §3.1), address and control.
    private static bool TryDirectedPpp(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        etherType = EtherType.Ppp;
        if (!data.Has(2)) return false;
        data.Skip(type == LinkType.PppOfDaemon && data[1] == UnnumberedInformation ? 2 : 1);
        return true;
    }

    // RFC 2427 §3: an address whose last byte is odd, unnumbered information, padding, a network layer protocol number. Cisco's form has an
    // EtherType after the address.
    private static bool TryFrameRelay(ref PacketCursor data, out ushort etherType)
    {
        const byte Snap = 0x80, Ipv6 = 0x8E, Ipv4 = 0xCC;

        etherType = 0;
        int at = 0;
        do
        {
            if (!data.Has(at + 3)) return false;
        }
        while ((data[at++] & 1) == 0);

        if (data[at] != UnnumberedInformation)
        {
            data.Skip(at);
            return TryTyped(ref data, typeAt: 0, size: 2, out etherType);
        }

        data.Skip(at + 1);
        if (data[0] == 0) data.Skip(1);
        if (!data.Has(1)) return false;
        byte protocol = data[0];
        data.Skip(1);
        switch (protocol)
        {
            case Ipv4 or Ipv6:
                etherType = protocol == Ipv4 ? EtherType.Ipv4 : EtherType.Ipv6;
                return true;
            case Snap when data.Has(5) && data[0] == 0 && data.UInt16(1) == 0:
                return TryTyped(ref data, typeAt: 3, size: 5, out etherType);
            default:
                return data.Refuse(UndissectedKind.LinkType, (int)LinkType.FrameRelay);
        }
    }

    // RFC 4391 §6: an EtherType and two reserved bytes. libpcap's files have a global route header first, whose version is 6, or zeros in
    // its place.
    private static bool TryInfiniband(ref PacketCursor data, out ushort etherType)
    {
        if (data.Has(InfinibandSize) && data.UInt32(0) is not (EtherType.Ipv4 << 16 or (uint)EtherType.Ipv6 << 16))
            data.Skip(InfinibandRouteSize);
        return TryTyped(ref data, typeAt: 0, InfinibandSize, out etherType);
    }
}
