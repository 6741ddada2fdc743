namespace TlsDissect.Capture.Network;

/// <summary>Removes the rarer headers that have an EtherType: those of switches, fabrics and mirrors.</summary>
internal static class FrameTag
{
    private const int SecurityTagSize = 6;
    private const int SecureChannelSize = 8;
    private const int ServiceHeaderSize = 8;
    private const int TrillSize = 6;
    private const int TimestampSize = 6;

    /// <summary>Removes the header of type <paramref name="etherType"/>, which becomes the type of the next header.</summary>
    public static bool TryStrip(ref PacketCursor data, ref ushort etherType) => etherType switch
    {
        EtherType.VnTag => Encapsulation.TryTag(ref data, typeAt: 4, out etherType), // Cisco's draft of IEEE 802.1Qbh
        EtherType.PortExtenderTag => Encapsulation.TryTag(ref data, typeAt: 6, out etherType), // IEEE 802.1BR §7.5
        // version, length, one option with a security group
        EtherType.CiscoMetadata => Encapsulation.TryTag(ref data, typeAt: 6, out etherType),
        // IEC 62439-3: path, size, sequence number
        EtherType.SeamlessRedundancy => Encapsulation.TryTag(ref data, typeAt: 4, out etherType),
        EtherType.BackboneServiceTag => TryEthernetBehind(ref data, 4, out etherType), // IEEE 802.1Q §9.7: flags and service instance
        EtherType.FabricPath => TryEthernetBehind(ref data, 2, out etherType), // tree and time to live
        EtherType.Trill => TryTrill(ref data, out etherType),
        EtherType.ServiceHeader => TryServiceHeader(ref data, out etherType),
        EtherType.MacSecurity => TryMacSecurity(ref data, out etherType),
        _ => TryTimestampTag(ref data, ref etherType),
    };

    /// <summary>Removes a header that Ethernet follows.</summary>
    public static bool TryEthernetBehind(ref PacketCursor data, int size, out ushort etherType)
    {
        etherType = EtherType.TransparentEthernet;
        if (!data.Has(size)) return false;
        data.Skip(size);
        return true;
    }

    /// <summary>
    /// Returns the EtherType for the protocol number of a network service header (RFC 8300 §2.2) or of VXLAN-GPE; 0 for other numbers.
    /// </summary>
    public static ushort OfServiceProtocol(byte protocol) => protocol switch
    {
        1 => EtherType.Ipv4,
        2 => EtherType.Ipv6,
        3 => EtherType.TransparentEthernet,
        4 => EtherType.ServiceHeader,
        5 => EtherType.MplsUnicast,
        _ => 0,
    };

    // RFC 6325 §3: the length of the options in units of four bytes, after version, reserved bits and multicast.
    private static bool TryTrill(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        return data.Has(TrillSize) && TryEthernetBehind(ref data, TrillSize + (data.UInt16(0) >> 6 & 0x1F) * 4, out etherType);
    }

    // RFC 8300 §2.2: the total length in units of four bytes.
    private static bool TryServiceHeader(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(ServiceHeaderSize)) return false;
        int size = (data.UInt16(0) & 0x3F) * 4;
        etherType = OfServiceProtocol(data[3]);
        if (etherType == 0) return data.Refuse(UndissectedKind.EtherType, EtherType.ServiceHeader);
        if (size < ServiceHeaderSize || !data.Has(size)) return false;
        data.Skip(size);
        return true;
    }

    // IEEE 802.1AE §9.3: integrity alone leaves the frame readable. IP's length excludes the integrity check value after it.
    private static bool TryMacSecurity(ref PacketCursor data, out ushort etherType)
    {
        const byte VersionOrEncrypted = 0x8C, HasSecureChannel = 0x20;
        etherType = 0;
        if (!data.Has(SecurityTagSize)) return false;
        if ((data[0] & VersionOrEncrypted) != 0) return data.Refuse(UndissectedKind.EtherType, EtherType.MacSecurity);
        return Encapsulation.TryTag(ref data, SecurityTagSize + ((data[0] & HasSecureChannel) != 0 ? SecureChannelSize : 0), out etherType);
    }

    // Cisco's time stamp tag (ttag) has whatever EtherType the switch was configured with. Six bytes of time and another EtherType follow.
    // If an IP header comes next, it is one.
    private static bool TryTimestampTag(ref PacketCursor data, ref ushort etherType)
    {
        const int SmallestIp = 20;
        int ipAt = TimestampSize + sizeof(ushort);
        return data.Has(ipAt + SmallestIp) && IpVersion.TryGetEtherType(in data, ipAt, out ushort inner) &&
            data.UInt16(TimestampSize) == inner && IpPacket.FitsAt(in data, ipAt)
            ? Encapsulation.TryTag(ref data, TimestampSize, out etherType)
            : data.Refuse(UndissectedKind.EtherType, etherType);
    }
}
