
namespace TlsDissect.Capture.Network;

/// <summary>Unwraps TZSP, with which access points and routers send captured frames to another machine.</summary>
internal static class MirrorTunnel
{
    private const int Start = UdpHeader.Size;
    private const int HeaderSize = 4;

    /// <summary>See <see cref="UdpTunnel.TryUnwrap"/>.</summary>
    public static bool TryUnwrap(ref PacketCursor data, out ushort etherType)
    {
        const byte Version = 1, Received = 0, ToTransmit = 1, Padding = 0, End = 1;
        const int Ethernet = 1, Wireless = 18, WirelessPrism = 119, WirelessAvs = 127;

        etherType = 0;
        if (!data.Has(Start + HeaderSize) || data[Start] != Version || data[Start + 1] is not (Received or ToTransmit)) return false;
        int encapsulated = data.UInt16(Start + 2);
        if (encapsulated is not (Ethernet or Wireless or WirelessPrism or WirelessAvs)) return false;

        // Tags have one byte, or a length; the last one marks the end.
        int at = Start + HeaderSize;
        while (data.Has(at + 1) && data[at] != End)
        {
            if (data[at] == Padding)
            {
                at++;
                continue;
            }

            if (!data.Has(at + 2)) return false;
            at += 2 + data[at + 1];
        }

        if (!data.Has(at + 1)) return false;
        data.Skip(at + 1);
        switch (encapsulated)
        {
            case Ethernet:
                etherType = EtherType.TransparentEthernet;
                return true;
            case Wireless:
                return WirelessFrame.TryStripTunneled(ref data, out etherType);
            default:
                return WirelessLink.TryStrip(LinkType.WirelessPrism, ref data, out etherType) || data.Refuse();
        }
    }
}
