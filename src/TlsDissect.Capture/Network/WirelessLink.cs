using System.Buffers.Binary;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Removes the header that a wireless card's driver puts before an 802.11 frame (radiotap, AVS or Prism), then the frame's own header.
/// </summary>
internal static class WirelessLink
{
    private const int RadiotapSize = 8;
    private const int AvsSize = 8;
    private const uint AvsMagic = 0x80211000;

    /// <summary>See <see cref="LinkHeader.TryStrip"/>.</summary>
    public static bool TryStrip(LinkType type, ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        bool hasDataPad = false;
        bool stripped = type switch
        {
            LinkType.WirelessRadiotap => TryRadiotap(ref data, out hasDataPad),
            LinkType.WirelessAvs or LinkType.WirelessPrism => TryAvs(ref data),
            _ => true,
        };
        return stripped && WirelessFrame.TryStrip(ref data, hasDataPad, out etherType);
    }

    // radiotap.org: version, padding, length, then words that tell which fields are present. A set last bit means that another word
    // follows. All little-endian.
    private static bool TryRadiotap(ref PacketCursor data, out bool hasDataPad)
    {
        const uint Time = 1, Flags = 2, More = 1u << 31;
        const byte DataPad = 0x20;

        hasDataPad = false;
        if (!data.Has(RadiotapSize)) return false;
        int size = BinaryPrimitives.ReverseEndianness(data.UInt16(2));
        if (data[0] != 0 || size < RadiotapSize || !data.Has(size)) return false;

        uint present = BinaryPrimitives.ReverseEndianness(data.UInt32(4));
        int at = RadiotapSize;
        for (uint word = present; (word & More) != 0; at += 4)
        {
            if (at + 4 > size) return false;
            word = BinaryPrimitives.ReverseEndianness(data.UInt32(at));
        }

        // The time stamp, if any, is before the flags, aligned to its size.
        if ((present & Time) != 0) at = ((at + 7) & ~7) + 8;
        if ((present & Flags) != 0)
        {
            if (at >= size) return false;
            hasDataPad = (data[at] & DataPad) != 0;
        }

        data.Skip(size);
        return true;
    }

    // A magic number with a version and a length, in network byte order. Prism has a message code and a length in the host's order. Drivers
    // write AVS under Prism's link type too.
    private static bool TryAvs(ref PacketCursor data)
    {
        const int MaxSize = 1024;
        if (!data.Has(AvsSize)) return false;
        uint size = data.UInt32(4);
        if ((data.UInt32(0) & 0xFFFFF000) != AvsMagic) size = Math.Min(size, BinaryPrimitives.ReverseEndianness(size));
        if (size is < AvsSize or > MaxSize || !data.Has((int)size)) return false;
        data.Skip((int)size);
        return true;
    }
}
