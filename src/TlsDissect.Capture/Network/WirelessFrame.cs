namespace TlsDissect.Capture.Network;

/// <summary>
/// Removes the header of an 802.11 data frame (IEEE 802.11-2020 §9.3.2), down to the LLC header. IP's length excludes a frame check
/// sequence at the end.
/// </summary>
internal static class WirelessFrame
{
    private const int HeaderSize = 24;
    private const int AddressSize = 6;
    private const int QosSize = 2;
    private const int HighThroughputSize = 4;
    private const int SubframeSize = 14;

    // Frame control, first byte: version, type, subtype.
    private const byte Type = 0x0C, Management = 0x00, Data = 0x08, Version = 0x03;
    private const byte Qos = 0x80, NoData = 0x40;

    // Frame control, second byte.
    private const byte ToAndFromDistribution = 0x03, MoreFragments = 0x04, Protected = 0x40, Order = 0x80;

    /// <summary>Removes the header. Returns <c>false</c> if it is truncated, or the frame does not carry data in the clear.</summary>
    /// <param name="data">The frame, starting with its header.</param>
    /// <param name="hasDataPad">Whether the driver padded the header to a multiple of four bytes.</param>
    /// <param name="etherType">The type of the next header: LLC.</param>
    public static bool TryStrip(ref PacketCursor data, bool hasDataPad, out ushort etherType)
    {
        etherType = 0;
        return data.Has(2) && TryStrip(ref data, data[0], data[1], hasDataPad, out etherType);
    }

    /// <summary>
    /// Like <see cref="TryStrip(ref PacketCursor, bool, out ushort)"/>, in a tunnel of an access point. Some of them swap the two bytes of
    /// frame control.
    /// </summary>
    public static bool TryStripTunneled(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(2)) return data.Refuse();
        bool isSwapped = (data[0] & (Type | Version)) != Data && (data[1] & (Type | Version)) == Data;
        return TryStrip(ref data, data[isSwapped ? 1 : 0], data[isSwapped ? 0 : 1], hasDataPad: false, out etherType) || data.Refuse();
    }

    private static bool TryStrip(ref PacketCursor data, byte control, byte flags, bool hasDataPad, out ushort etherType)
    {
        etherType = 0;
        if ((control & Version) != 0) return false;
        if ((control & Type) != Data)
            return data.Refuse((control & Type) == Management ? UndissectedKind.WirelessManagement : UndissectedKind.WirelessControl);
        if ((control & NoData) != 0) return data.Refuse(UndissectedKind.WirelessNull);

        bool isQos = (control & Qos) != 0;
        bool hasFourAddresses = (flags & ToAndFromDistribution) == ToAndFromDistribution;
        int size = HeaderSize + (hasFourAddresses ? AddressSize : 0);
        int qosAt = size;
        if (isQos) size += QosSize + ((flags & Order) != 0 ? HighThroughputSize : 0);
        if (!data.Has(size)) return false;

        bool isAggregate = isQos && (data[qosAt] & 0x80) != 0;
        if (hasDataPad) size = (size + 3) & ~3;
        if (isQos && (data[qosAt + 1] & 1) != 0) size += MeshControlSize(in data, size, isAggregate);
        if ((flags & Protected) != 0 && !TryFindClear(in data, ref size, isAggregate))
            return data.Refuse(UndissectedKind.WirelessEncrypted);
        if ((flags & MoreFragments) != 0 || (data[HeaderSize - 2] & 0x0F) != 0) return data.Refuse(UndissectedKind.FrameFragment);
        if (!data.Has(size)) return false;
        data.Skip(size);
        return !isAggregate || TrySubframe(ref data, out etherType);
    }

    /// <summary>
    /// Removes the header, with addresses and a length, of one of the frames in an aggregate (A-MSDU, §9.3.2.2). The next one starts at a
    /// multiple of four bytes.
    /// </summary>
    public static bool TrySubframe(ref PacketCursor data, out ushort etherType)
    {
        etherType = 0;
        if (!data.Has(SubframeSize)) return false;
        // The next frame must be found again in the packet. That does not work in a reassembled datagram or for nested aggregates.
        if (data.IsReassembled || data.FollowingFrame != 0) return data.Refuse(UndissectedKind.FrameFragment);
        int length = data.UInt16(SubframeSize - 2);
        int next = (SubframeSize + length + 3) & ~3;
        if (next + SubframeSize < data.Length) data.MarkFollowingFrame(next);
        data.Skip(SubframeSize);
        return data.TryLimit(length);
    }

    // Mesh stations announce with this bit that a mesh header follows (§9.2.4.7.3); others use it for something else. The place of LLC
    // decides.
    private static int MeshControlSize(ref readonly PacketCursor data, int at, bool isAggregate)
    {
        if (!data.Has(at + 1) || isAggregate || IsLlc(in data, at)) return 0;
        int size = AddressSize + (data[at] & 3) * AddressSize;
        return IsLlc(in data, at + size) ? size : 0;
    }

    // Cards that decrypt leave the bit set, and some of them the initialization vector too. Then LLC shows that the frame is in the clear.
    private static bool TryFindClear(ref readonly PacketCursor data, ref int size, bool isAggregate)
    {
        const int VectorSize = 8;
        int toLlc = isAggregate ? SubframeSize : 0;
        if (IsLlc(in data, size + toLlc)) return true;
        size += VectorSize;
        return IsLlc(in data, size + toLlc);
    }

    private static bool IsLlc(ref readonly PacketCursor data, int at) =>
        data.Has(at + 6) && data.UInt32(at) == 0xAAAA0300 && data.UInt16(at + 4) == 0;
}
