namespace TlsDissect.Capture.Network;

/// <summary>Takes off tunnels that carry Ethernet or IP inside IP.</summary>
internal static class Tunnel
{
    private const int VxlanSize = 8;
    private const int GeneveSize = 8;
    private const int GreSize = 4;
    private const ushort VxlanPort = 4789;
    private const ushort GenevePort = 6081;

    /// <summary>Whether the payload is a tunnel's: then it is what was inside, and its kind is known. UDP stays where it is if it is not a tunnel.</summary>
    /// <param name="protocol">What the payload is.</param>
    /// <param name="data">The payload; UDP as <see cref="UdpHeader.TryLimit"/> left it.</param>
    /// <param name="etherType">The kind of what was inside.</param>
    public static bool TryUnwrap(byte protocol, ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        switch (protocol)
        {
            case IpProtocol.Ipv4:
                etherType = EtherType.Ipv4;
                return true;
            case IpProtocol.Ipv6:
                etherType = EtherType.Ipv6;
                return true;
            case IpProtocol.Mpls:
                etherType = EtherType.MplsUnicast;
                return true;
            case IpProtocol.Gre:
                return TryGre(ref data, out etherType);
            case IpProtocol.Udp:
                return TryUdp(ref data, out etherType);
            default:
                return data.Refuse(UndissectedKind.IpProtocol, protocol);
        }
    }

    private static bool TryUdp(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        return data.UInt16(2) switch
        {
            VxlanPort => TryVxlan(ref data, out etherType),
            GenevePort => TryGeneve(ref data, out etherType),
            _ => false,
        };
    }

    // RFC 7348 §5: the I flag, then Ethernet.
    private static bool TryVxlan(ref PacketCursor data, out ushort etherType)
    {
        etherType = EtherType.TransparentEthernet;
        if (!data.Has(UdpHeader.Size + VxlanSize) || (data[UdpHeader.Size] & 0x08) == 0) return false;
        data.Skip(UdpHeader.Size + VxlanSize);
        return true;
    }

    // RFC 8926 §3.4: version 0, length of the options in units of four bytes, an EtherType.
    private static bool TryGeneve(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(UdpHeader.Size + GeneveSize) || data[UdpHeader.Size] >> 6 != 0) return false;
        int size = UdpHeader.Size + GeneveSize + (data[UdpHeader.Size] & 0x3F) * 4;
        if (!data.Has(size)) return false;
        etherType = data.UInt16(UdpHeader.Size + 2);
        data.Skip(size);
        return true;
    }

    // RFC 2784, RFC 2890 and version 1 of RFC 2637 (PPTP): optional fields by flag.
    private static bool TryGre(ref PacketCursor data, out ushort etherType)
    {
        const int Checksum = 0x8000, Routing = 0x4000, Key = 0x2000, SequenceNumber = 0x1000, Acknowledgment = 0x0080;

        etherType = 0;
        if (!data.Has(GreSize)) return false;
        int flags = data.UInt16(0);
        if ((flags & Routing) != 0) return data.Refuse(UndissectedKind.IpProtocol, IpProtocol.Gre);

        bool hasSequence = (flags & SequenceNumber) != 0;
        bool isPptp = (flags & 7) == 1;
        int size = GreSize + Optional(Checksum) + Optional(Key) + Optional(SequenceNumber) + (isPptp ? Optional(Acknowledgment) : 0);
        etherType = data.UInt16(2);
        if (!data.Has(size)) return false;
        // In PPTP the key's first half is the payload's length (RFC 2637 §4.1).
        int pptpLength = isPptp && Optional(Key) != 0 ? data.UInt16(GreSize) : data.Length - size;
        data.Skip(size);
        if (isPptp && !data.TryLimit(pptpLength)) return false;
        return etherType switch
        {
            EtherType.ErspanTypeTwo => TryErspan(ref data, hasSequence ? 8 : 0, ref etherType), // type I has no header at all
            EtherType.ErspanTypeThree => data.Has(12) && TryErspan(ref data, (data[11] & 1) != 0 ? 20 : 12, ref etherType),
            _ => true,
        };

        int Optional(int flag) => (flags & flag) != 0 ? 4 : 0;
    }

    // draft-foschiano-erspan: a switch's mirror port, carried to another machine. The T flag says that the switch truncated the frame.
    private static bool TryErspan(ref PacketCursor data, int size, ref ushort etherType)
    {
        const int Truncated = 0x04;
        if (!data.Has(size)) return false;
        if (size > 0 && (data[2] & Truncated) != 0) data.ForgetLength();
        data.Skip(size);
        etherType = EtherType.TransparentEthernet;
        return true;
    }
}
