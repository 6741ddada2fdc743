namespace TlsDissect.Capture.Network;

/// <summary>
/// Unwraps tunnels on UDP that carry Ethernet, MPLS or IP. A port alone is not proof. Each header is checked before anything is removed,
/// and data that does not match stays a datagram.
/// </summary>
internal static class UdpTunnel
{
    /// <summary>Offset of the tunnel's header.</summary>
    private const int Body = UdpHeader.Size;

    private const int VxlanSize = 8;
    private const int GeneveSize = 8;
    private const int GreSize = 4;
    private const int LocatorSize = 8;
    private const int LabelSize = 4;
    private const int Ipv6Size = 40;

    /// <summary>Like <see cref="Tunnel.TryUnwrap"/>, for a packet that starts with the UDP header.</summary>
    public static bool TryUnwrap(UdpTunnelPorts ports, ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        return ports.KindOf(data.UInt16(0), data.UInt16(2)) switch
        {
            UdpTunnelKind.None => false,
            UdpTunnelKind.Vxlan => TryVxlan(ref data, out etherType),
            UdpTunnelKind.VxlanExtended => TryVxlanExtended(ref data, out etherType),
            UdpTunnelKind.Geneve => TryGeneve(ref data, out etherType),
            UdpTunnelKind.GtpUser => GtpTunnel.TryUnwrap(ref data, out etherType),
            UdpTunnelKind.Tzsp => MirrorTunnel.TryUnwrap(ref data, out etherType),
            UdpTunnelKind.Mpls => TryMpls(ref data, out etherType),
            UdpTunnelKind.Gre => TryGre(ref data, out etherType),
            UdpTunnelKind.Locator => TryLocator(ref data, out etherType),
            UdpTunnelKind.Capwap => AccessPointTunnel.TryUnwrap(ref data, out etherType),
            UdpTunnelKind.Layer2 => TryLayer2(ref data, out etherType),
            UdpTunnelKind.Teredo => TryTeredo(ref data, out etherType),
            _ => false,
        };
    }

    // RFC 7348 §5: the I flag, then Ethernet. The bit that QUIC headers have is reserved.
    private static bool TryVxlan(ref PacketCursor data, out ushort etherType)
    {
        etherType = EtherType.TransparentEthernet;
        if (!data.Has(Body + VxlanSize) || (data[Body] & 0x48) != 0x08) return false;
        data.Skip(Body + VxlanSize);
        return true;
    }

    // The P flag says that a protocol is given.
    private static bool TryVxlanExtended(ref PacketCursor data, out ushort etherType)
    {
        etherType = EtherType.TransparentEthernet;
        if (!data.Has(Body + VxlanSize) || (data[Body] & 0x48) != 0x08) return false;
        if ((data[Body] & 0x04) != 0) etherType = FrameTag.OfServiceProtocol(data[Body + 3]);
        if (etherType == 0) return false;
        data.Skip(Body + VxlanSize);
        return true;
    }

    // RFC 8926 §3.4: version 0, length of the options in units of four bytes, an EtherType.
    private static bool TryGeneve(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(Body + GeneveSize) || data[Body] >> 6 != 0) return false;
        int size = Body + GeneveSize + (data[Body] & 0x3F) * 4;
        if (!data.Has(size)) return false;
        etherType = data.UInt16(Body + 2);
        data.Skip(size);
        return true;
    }

    // RFC 7510 §3: a label stack, then IP or the control word of a pseudowire.
    private static bool TryMpls(ref PacketCursor data, out ushort etherType)
    {
        const int MaxLabels = 16;
        etherType = EtherType.MplsUnicast;
        int at = Body;
        for (int i = 0; i < MaxLabels && data.Has(at + LabelSize + 1); i++)
        {
            at += LabelSize;
            if ((data[at - LabelSize + 2] & 1) == 0) continue;
            if (data[at] >> 4 is not (0 or 4 or 6)) return false;
            data.Skip(Body);
            return true;
        }

        return false;
    }

    // RFC 8086 §3: version 0 without reserved bits.
    private static bool TryGre(ref PacketCursor data, out ushort etherType)
    {
        const int ReservedOrVersion = 0x4FFF;
        etherType = 0;
        if (!data.Has(Body + GreSize) || (data.UInt16(Body) & ReservedOrVersion) != 0) return false;
        data.Skip(Body);
        return GreTunnel.TryUnwrap(ref data, out etherType) || data.Refuse();
    }

    // RFC 9300 §5.3: flags, nonce and locator bits, then IP.
    private static bool TryLocator(ref PacketCursor data, out ushort etherType)
    {
        if (!IpVersion.TryGetEtherType(in data, Body + LocatorSize, out etherType)) return false;
        data.Skip(Body + LocatorSize);
        return true;
    }

    // RFC 2661 §3.1: flags that say which fields are there, tunnel and session, then PPP. Control messages stay datagrams.
    private static bool TryLayer2(ref PacketCursor data, out ushort etherType)
    {
        const int ControlReservedOrVersion = 0xB4FF, Version = 2, HasLength = 0x4000, HasNumbers = 0x0800, HasOffset = 0x0200;

        etherType = EtherType.Ppp;
        if (!data.Has(Body + 2)) return false;
        int flags = data.UInt16(Body);
        if ((flags & ControlReservedOrVersion) != Version) return false;
        int length = data.Length - Body;
        int size = 2 + ((flags & HasLength) != 0 ? 2 : 0) + 4 + ((flags & HasNumbers) != 0 ? 4 : 0);
        if ((flags & HasOffset) != 0) size += data.Has(Body + size + 2) ? 2 + data.UInt16(Body + size) : 2;
        if (!data.Has(Body + size)) return false;
        if ((flags & HasLength) != 0) length = data.UInt16(Body + 2);
        if (length < size || length > data.Length - Body) return false;
        data.Skip(Body);
        data.TryLimit(length);
        data.Skip(size);
        return true;
    }

    // RFC 4380 §5.1.1: an authentication or an origin may come before the IPv6 packet.
    private static bool TryTeredo(ref PacketCursor data, out ushort etherType)
    {
        const int Authentication = 1, Origin = 0, NonceAndConfirmation = 9, OriginSize = 8;

        etherType = EtherType.Ipv6;
        int at = Body;
        if (data.Has(at + 4) && data.UInt16(at) == Authentication) at += 4 + data[at + 2] + data[at + 3] + NonceAndConfirmation;
        if (data.Has(at + 2) && data.UInt16(at) == Origin) at += OriginSize;
        if (!data.Has(at + Ipv6Size) || data[at] >> 4 != 6 || !IpPacket.FitsAt(in data, at)) return false;
        data.Skip(at);
        return true;
    }
}
