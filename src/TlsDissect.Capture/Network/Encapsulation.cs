namespace TlsDissect.Capture.Network;

/// <summary>Unwraps everything between a link header and IP: Ethernet, VLAN tags, MPLS labels, PPPoE, PPP.</summary>
internal static class Encapsulation
{
    private const int EthernetSize = 14;
    private const int VlanTypeAt = 2;
    private const int LabelSize = 4;
    private const int PppoeSize = 6;
    private const int SnapSize = 8;
    private const int LinkControlSize = 3;
    private const int SnapAccessPoints = 0xAAAA;
    private const byte LabelStackEnd = 1;

    /// <summary>
    /// Maximum size of a frame that may be padded. Ethernet pads frames (IEEE 802.3 §4.2.3.3) to 60 bytes, or 64 with a tag or a captured
    /// check sequence.
    /// </summary>
    private const int SmallestFrame = 64;

    /// <summary>Unwraps down to IPv4 or IPv6. Every iteration removes at least one byte, so that the loop ends with the packet.</summary>
    public static bool TryUnwrap(ref PacketCursor data, ref ushort etherType)
    {
        while (etherType is not (EtherType.Ipv4 or EtherType.Ipv6))
        {
            bool unwrapped = etherType switch
            {
                EtherType.TransparentEthernet => TryEthernet(ref data, out etherType),
                EtherType.VlanTag or EtherType.ServiceVlanTag or EtherType.OldServiceVlanTag => TryTag(ref data, VlanTypeAt, out etherType),
                EtherType.MplsUnicast or EtherType.MplsMulticast => TryMpls(ref data, out etherType),
                EtherType.PppoeSession => TryPppoe(ref data, out etherType),
                EtherType.Ppp => TryPpp(ref data, out etherType),
                EtherType.Eapol => Eapol.Refuse(ref data),
                < EtherType.Smallest => TrySnap(ref data, out etherType),
                _ => FrameTag.TryStrip(ref data, ref etherType),
            };
            if (!unwrapped) return false;
        }

        return true;
    }

    private static bool TryEthernet(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(EthernetSize)) return false;
        etherType = data.UInt16(EthernetSize - 2);
        data.MayBePadded = data.Length <= SmallestFrame;
        data.Skip(EthernetSize);
        return TryLength(ref data, etherType);
    }

    /// <summary>Removes a tag that ends with the EtherType of the next header.</summary>
    /// <param name="data">The bytes after the tag's own EtherType.</param>
    /// <param name="typeAt">Offset of the next EtherType in them.</param>
    /// <param name="etherType">The next EtherType.</param>
    public static bool TryTag(ref PacketCursor data, int typeAt, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(typeAt + sizeof(ushort))) return false;
        etherType = data.UInt16(typeAt);
        data.Skip(typeAt + sizeof(ushort));
        return TryLength(ref data, etherType);
    }

    // IEEE 802.3: a number that is not a type is the length of the rest.
    private static bool TryLength(ref PacketCursor data, ushort etherType) => etherType >= EtherType.Smallest || data.TryLimit(etherType);

    // The label stack does not name the next header. Its first four bits tell; 0 is the control word of an Ethernet pseudowire (RFC 4385
    // §3).
    private static bool TryMpls(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        bool isLast = false;
        while (!isLast)
        {
            if (!data.Has(LabelSize)) return false;
            isLast = (data[2] & LabelStackEnd) != 0;
            data.Skip(LabelSize);
        }

        if (IpVersion.TryGetEtherType(in data, out etherType)) return true;
        if (!data.Has(LabelSize) || data[0] >> 4 != 0) return false;
        data.Skip(LabelSize);
        etherType = EtherType.TransparentEthernet;
        return true;
    }

    private static bool TryPppoe(ref PacketCursor data, out ushort etherType)
    {
        etherType = EtherType.Ppp;
        if (!data.Has(PppoeSize)) return false;
        int length = data.UInt16(4);
        data.Skip(PppoeSize);
        return data.TryLimit(length);
    }

    // Address and control may come first (RFC 1662 §3.1), and a protocol number may be shortened to its lower byte, which is then odd (RFC
    // 1661 §6.5).
    private static bool TryPpp(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (data.Has(2) && data.UInt16(0) == 0xFF03) data.Skip(2);
        if (!data.Has(2)) return false;

        bool isShort = (data[0] & 1) != 0;
        int protocol = isShort ? data[0] : data.UInt16(0);
        data.Skip(isShort ? 1 : 2);
        etherType = protocol switch { 0x0021 => EtherType.Ipv4, 0x0057 => EtherType.Ipv6, 0x0281 => EtherType.MplsUnicast, _ => 0 };
        return etherType != 0 || data.Refuse(UndissectedKind.PppProtocol, protocol);
    }

    // IEEE 802.3: LLC and SNAP with an EtherType of its own (RFC 1042). The encapsulated-Ethernet organization code is zero.
    private static bool TrySnap(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(LinkControlSize)) return false;
        if (data.UInt16(0) != SnapAccessPoints) return data.Refuse(UndissectedKind.LinkControl, data.UInt16(0));
        if (!data.Has(SnapSize)) return false;
        etherType = data.UInt16(SnapSize - 2);
        if (data.UInt32(0) != 0xAAAA0300 || data.UInt16(4) != 0 || etherType < EtherType.Smallest)
            return data.Refuse(UndissectedKind.LinkControl, SnapAccessPoints);
        data.Skip(SnapSize);
        return true;
    }
}
