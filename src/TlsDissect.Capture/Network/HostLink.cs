using System.Buffers.Binary;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Removes the headers that an operating system's own capture facilities put before a packet: its firewall's log, its loopback, its list of
/// processes.
/// </summary>
/// <remarks>Many of their numbers are in the byte order of the capturing machine. The order that makes them small is taken.</remarks>
internal static class HostLink
{
    private const int FamilySize = 4;
    private const int EncSize = 12;
    private const int IpnetSize = 24;
    private const int PpiSize = 8;

    /// <summary>See <see cref="LinkHeader.TryStrip"/>.</summary>
    public static bool TryStrip(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        switch (type)
        {
            case LinkType.Null or LinkType.Loop:
                return TryFamily(ref data, FamilySize, out etherType);
            case LinkType.Enc:
                return TryFamily(ref data, EncSize, out etherType);
            case LinkType.Nflog:
                return TryNflog(ref data, out etherType);
            case LinkType.Pflog:
                return TryPflog(ref data, out etherType);
            case LinkType.Ipnet:
                return TrySkip(ref data, IpnetSize) & IpVersion.TryGetEtherType(in data, out etherType);
            case LinkType.Pktap or LinkType.PktapOfApple:
                return TryPktap(type, ref data, out etherType);
            case LinkType.Ppi:
                return TryPpi(ref data, out etherType);
            default:
                etherType = 0;
                return data.Refuse(UndissectedKind.LinkType, (int)type);
        }
    }

    // The numbers of IPv6 differ between systems. The version field decides; the family only has to be one that means IP on some system.
    private static bool TryFamily(ref PacketCursor data, int size, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(size)) return false;
        uint family = HostUInt32(in data, 0);
        data.Skip(size);
        return TryIp(ref data, (int)family, out etherType);
    }

    private static bool TryIp(ref PacketCursor data, int family, out ushort etherType)
    {
        etherType = 0;
        return family is 2 or 10 or 23 or 24 or 28 or 30
            ? IpVersion.TryGetEtherType(in data, out etherType)
            : data.Refuse(UndissectedKind.AddressFamily, family);
    }

    // A family, a version and a resource, then attributes: length and type in the host's byte order, and a value, padded to four bytes. One
    // of them is the packet.
    private static bool TryNflog(ref PacketCursor data, out ushort etherType)
    {
        const int HeaderSize = 4, AttributeSize = 4, Payload = 9;

        etherType = 0;
        if (!data.Has(HeaderSize)) return false;
        int family = data[0];
        data.Skip(HeaderSize);
        while (data.Has(AttributeSize))
        {
            bool isLittleEndian = data[3] == 0;
            int length = Host(data.UInt16(0), isLittleEndian);
            int type = Host(data.UInt16(2), isLittleEndian);
            if (length < AttributeSize || !data.Holds(length)) return false;
            if (type == Payload)
            {
                if (!data.TryLimit(length)) return false;
                data.Skip(AttributeSize);
                // The logging rule may limit how much of the packet is copied.
                data.ForgetLength();
                return TryIp(ref data, family, out etherType);
            }

            data.Skip((length + 3) & ~3);
        }

        return data.Refuse();
    }

    // The header's own length, without the padding to four bytes, then the family.
    private static bool TryPflog(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(2)) return false;
        int family = data[1];
        return TrySkip(ref data, (data[0] + 3) & ~3) && TryIp(ref data, family, out etherType);
    }

    // Apple's own: header length, kind of the next header, its link type. libpcap has a number for it; Apple's tcpdump writes one for
    // private use.
    private static bool TryPktap(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        const int MinSize = 12, MaxSize = 1024, Packet = 1;

        etherType = 0;
        if (!data.Has(MinSize)) return false;
        uint size = HostUInt32(in data, 0), kind = HostUInt32(in data, 4);
        LinkType inner = (LinkType)HostUInt32(in data, 8);
        if (size is < MinSize or > MaxSize || kind != Packet || inner is LinkType.Pktap or LinkType.PktapOfApple or LinkType.Ppi)
            return data.Refuse(UndissectedKind.LinkType, (int)type);
        return TrySkip(ref data, (int)size) && LinkHeader.TryStrip(inner, ref data, out etherType);
    }

    // Per-Packet Information of CACE: version, flags, length and link type, all little-endian.
    private static bool TryPpi(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(PpiSize)) return false;
        int size = BinaryPrimitives.ReverseEndianness(data.UInt16(2));
        LinkType inner = (LinkType)BinaryPrimitives.ReverseEndianness(data.UInt32(4));
        if (size < PpiSize || inner is LinkType.Pktap or LinkType.PktapOfApple or LinkType.Ppi)
            return data.Refuse(UndissectedKind.LinkType, (int)LinkType.Ppi);
        return TrySkip(ref data, size) && LinkHeader.TryStrip(inner, ref data, out etherType);
    }

    private static bool TrySkip(ref PacketCursor data, int size)
    {
        if (!data.Has(size)) return false;
        data.Skip(size);
        return true;
    }

    private static int Host(ushort number, bool isLittleEndian) => isLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;

    private static uint HostUInt32(ref readonly PacketCursor data, int offset) =>
        Math.Min(data.UInt32(offset), BinaryPrimitives.ReverseEndianness(data.UInt32(offset)));
}
