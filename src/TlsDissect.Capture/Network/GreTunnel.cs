namespace TlsDissect.Capture.Network;

/// <summary>
/// Unwraps Generic Routing Encapsulation, and what switches and access points put inside it: ERSPAN, WCCP, 802.11 frames.
/// </summary>
internal static class GreTunnel
{
    private const int GreSize = 4;
    private const int RedirectSize = 4;

    // GRE numbers that are not EtherTypes. An Aruba controller has one for each kind of its tunnels.
    private const ushort WebCacheRedirect = 0x883E, FirstOfAruba = 0x8200, LastOfAruba = 0x8370;

    /// <summary>Removes the header of RFC 2784, RFC 2890, or version 1 of RFC 2637 (PPTP), whose flags tell the optional fields.</summary>
    /// <param name="data">The packet, starting with the header.</param>
    /// <param name="etherType">The type of the next header.</param>
    public static bool TryUnwrap(ref PacketCursor data, out ushort etherType)
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
            WebCacheRedirect => TryRedirect(ref data, out etherType),
            >= FirstOfAruba and <= LastOfAruba when (etherType & 0x0F) == 0 => TryAruba(ref data, out etherType),
            _ => true,
        };

        int Optional(int flag) => (flags & flag) != 0 ? 4 : 0;
    }

    // draft-foschiano-erspan: a switch's mirror port, sent to another machine. The T flag says that the switch truncated the frame.
    private static bool TryErspan(ref PacketCursor data, int size, ref ushort etherType)
    {
        const int Truncated = 0x04;
        if (!data.Has(size)) return false;
        if (size > 0 && (data[2] & Truncated) != 0) data.ForgetLength();
        data.Skip(size);
        etherType = EtherType.TransparentEthernet;
        return true;
    }

    // WCCP (draft-mclaggan-wccp-v2rev1 §4.12): version 2 has a redirect header, whose first byte has two flags; version 1 has none.
    private static bool TryRedirect(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(RedirectSize)) return false;
        if (data[0] is not (>= 0x45 and <= 0x4F or >= 0x60 and <= 0x6F)) data.Skip(RedirectSize);
        return IpVersion.TryGetEtherType(in data, out etherType);
    }

    // Between an access point and its controller: the 802.11 frame, or the Ethernet frame that was made of it.
    private static bool TryAruba(ref PacketCursor data, out ushort etherType)
    {
        const int TypeAt = 12;
        etherType = EtherType.TransparentEthernet;
        bool isEthernet = data.Has(TypeAt + 2) && data.UInt16(TypeAt) is EtherType.Ipv4 or EtherType.Ipv6 or EtherType.VlanTag;
        return isEthernet || WirelessFrame.TryStripTunneled(ref data, out etherType);
    }
}
