using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using TlsDissect.Transport;

namespace TlsDissect.Capture.Network;

/// <summary>Fields of an IP header and its extensions. The caller reads the payload.</summary>
internal readonly ref struct IpPacket
{
    private const int V4Size = 20;
    private const int V6Size = 40;
    private const int FragmentHeaderSize = 8;
    private const int FragmentUnit = 8;

    private readonly ReadOnlySpan<byte> _header;

    private IpPacket(ReadOnlySpan<byte> header, byte protocol)
    {
        _header = header;
        Protocol = protocol;
    }

    /// <summary>Address of the sender. Read on demand, because most packets need it once.</summary>
    public IpAddress Source
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IpAddress.From(IsV4 ? _header.Slice(12, 4) : _header.Slice(8, 16));
    }

    /// <summary>Address of the receiver.</summary>
    public IpAddress Destination
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IpAddress.From(IsV4 ? _header.Slice(16, 4) : _header.Slice(24, 16));
    }

    /// <summary>The sum of both addresses, as part of TCP's checksum.</summary>
    public ulong SumOfAddresses() => InternetChecksum.Sum(IsV4 ? _header.Slice(12, 8) : _header.Slice(8, 32));

    public bool IsV4 => _header.Length == V4Size;

    /// <summary>Protocol of the payload.</summary>
    public byte Protocol { get; }

    /// <summary>Identification; used only for fragments.</summary>
    public uint Identification { get; private init; }

    /// <summary>Offset of the payload in the datagram, in bytes.</summary>
    public int FragmentOffset { get; private init; }

    public bool HasMoreFragments { get; private init; }

    /// <summary>Whether IPv4's header checksum is wrong. Zero means that the network card computes it.</summary>
    public bool HasWrongChecksum { get; private init; }

    /// <summary>
    /// Whether TCP's checksum covers other addresses than these (RFC 8200 §8.1): on a source route that is not at its end, and for a mobile
    /// node away from home (RFC 6275 §6.3).
    /// </summary>
    public bool HasOtherAddresses { get; init; }

    public bool IsFragment => HasMoreFragments || FragmentOffset != 0;

    /// <summary>Reads the headers and leaves <paramref name="data"/> at the payload, with padding removed. Returns <c>false</c> if they are
    /// truncated or invalid.</summary>
    public static bool TryRead(ushort etherType, scoped ref PacketCursor data, out IpPacket packet) =>
        etherType == EtherType.Ipv4 ? TryReadV4(ref data, out packet) : TryReadV6(ref data, out packet);

    /// <summary>Whether an IP packet starts at <paramref name="at"/>, where at least the smallest header was captured. Its lengths must be
    /// possible, and the checksum of an IPv4 header correct.</summary>
    public static bool FitsAt(ref readonly PacketCursor data, int at)
    {
        int onWire = data.Length - at;
        if (data[at] >> 4 == 6) return data.UInt16(at + 4) + V6Size <= onWire;
        int headerSize = (data[at] & 0xF) * 4;
        int totalLength = data.UInt16(at + 2);
        return headerSize >= V4Size && totalLength >= headerSize && totalLength <= onWire
            && (!data.Has(at + headerSize) ||
                InternetChecksum.Fold(InternetChecksum.Sum(data.Captured[at..(at + headerSize)])) == InternetChecksum.Correct);
    }

    private static bool TryReadV4(scoped ref PacketCursor data, out IpPacket packet)
    {
        packet = default;
        if (!data.Has(V4Size) || data[0] >> 4 != 4) return false;

        ReadOnlySpan<byte> header = data.Captured[..V4Size];
        int headerSize = (data[0] & 0xF) * 4;
        int totalLength = data.UInt16(2);
        int fragment = data.UInt16(6);
        byte protocol = data[9];
        uint identification = data.UInt16(4);
        // Segmentation offload leaves the length at zero. The frame's own length counts then.
        if (totalLength != 0 && !data.TryLimit(totalLength)) return false;
        if (headerSize < V4Size || !data.Holds(headerSize)) return false;

        bool hasOtherAddresses =
            headerSize > V4Size && data.Has(headerSize) && IpOptions.HaveSourceRoute(data.Captured[V4Size..headerSize]);
        bool hasWrongChecksum = data.Has(headerSize) && data.UInt16(10) != 0 &&
            InternetChecksum.Fold(InternetChecksum.Sum(data.Captured[..headerSize])) != InternetChecksum.Correct;
        data.Skip(headerSize);
        bool isFragment = (fragment & 0x3FFF) != 0;
        if (!isFragment && protocol == IpProtocol.AuthenticationHeader && !TrySkipExtensions(ref protocol, ref data, ref hasOtherAddresses))
            return false;

        packet = new IpPacket(header, protocol)
        {
            HasWrongChecksum = hasWrongChecksum,
            HasOtherAddresses = hasOtherAddresses,
            Identification = identification,
            FragmentOffset = (fragment & 0x1FFF) * FragmentUnit,
            HasMoreFragments = (fragment & 0x2000) != 0,
        };
        return true;
    }

    private static bool TryReadV6(scoped ref PacketCursor data, out IpPacket packet)
    {
        packet = default;
        if (!data.Has(V6Size) || data[0] >> 4 != 6) return false;

        ReadOnlySpan<byte> header = data.Captured[..V6Size];
        int payloadLength = data.UInt16(4);
        byte next = data[6];
        data.Skip(V6Size);
        // Zero with a payload means a jumbogram, or segmentation offload.
        if (payloadLength != 0 ? !data.TryLimit(payloadLength) : next == IpProtocol.HopByHopOptions && !TryLimitJumbogram(ref data))
            return false;
        bool hasOtherAddresses = false;
        if (!TrySkipExtensions(ref next, ref data, ref hasOtherAddresses)) return false;
        if (next == IpProtocol.Fragment) return TryReadV6Fragment(header, hasOtherAddresses, ref data, out packet);

        packet = new IpPacket(header, next) { HasOtherAddresses = hasOtherAddresses };
        return true;
    }

    // RFC 2675 §2: the length is in an option, and counts everything after the fixed header.
    private static bool TryLimitJumbogram(scoped ref PacketCursor data)
    {
        const byte JumboPayload = 0xC2;
        if (!data.Has(2)) return true;
        int size = (data[1] + 1) * 8;
        if (!data.Has(size) || !IpOptions.TryFind(data.Captured[2..size], JumboPayload, 4, out ReadOnlySpan<byte> length)) return true;
        uint payloadLength = BinaryPrimitives.ReadUInt32BigEndian(length);
        return data.TryLimit((int)Math.Min(payloadLength, int.MaxValue));
    }

    private static bool TryReadV6Fragment(ReadOnlySpan<byte> header, bool hasOtherAddresses, scoped ref PacketCursor data,
        out IpPacket packet)
    {
        packet = default;
        if (!data.Has(FragmentHeaderSize)) return false;

        byte next = data[0];
        int offset = data.UInt16(2) & 0xFFF8;
        bool more = (data[3] & 1) != 0;
        uint identification = data.UInt32(4);
        data.Skip(FragmentHeaderSize);
        // An atomic fragment is a whole packet (RFC 6946), which may have more extension headers.
        if (offset == 0 && !more && !TrySkipExtensions(ref next, ref data, ref hasOtherAddresses)) return false;

        packet = new IpPacket(header, next)
        {
            HasOtherAddresses = hasOtherAddresses,
            Identification = identification,
            FragmentOffset = offset,
            HasMoreFragments = more,
        };
        return true;
    }

    /// <summary>Skips extension headers, up to a fragment header or the payload. Each has at least eight bytes, so the loop ends.</summary>
    public static bool TrySkipExtensions(ref byte next, scoped ref PacketCursor data, ref bool haveOtherAddresses)
    {
        while (next != IpProtocol.Tcp)
        {
            int unit;
            int extra;
            switch (next)
            {
                case IpProtocol.HopByHopOptions or IpProtocol.Routing or IpProtocol.DestinationOptions
                    or IpProtocol.Mobility or IpProtocol.HostIdentity or IpProtocol.Shim6:
                    (unit, extra) = (8, 1); // RFC 8200 §4: 8-byte units after the first
                    break;
                case IpProtocol.AuthenticationHeader:
                    (unit, extra) = (4, 2); // RFC 4302 §2.2: 4-byte units minus 2
                    break;
                default:
                    return true;
            }

            if (!data.Has(2)) return false;
            int size = (data[1] + extra) * unit;
            if (!data.Holds(size)) return false;
            if (next is IpProtocol.Routing or IpProtocol.DestinationOptions)
                haveOtherAddresses |= data.Has(size) && IpOptions.ChangeAddresses(next, data.Captured[..size]);
            next = data[0];
            data.Skip(size);
        }

        return true;
    }
}
