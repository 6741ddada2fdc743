using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Recognizes the long headers of QUIC (RFC 8999 §5.1, RFC 9000 §17.2): form, version, connection IDs.</summary>
internal static class QuicHeader
{
    private const int VersionAt = 1;
    private const int ConnectionIdAt = 5;

    /// <summary>
    /// Version negotiation returns the connection ID that the client chose, which has at least 8 bytes (RFC 9000 §7.2). Without this check,
    /// 1 in 2,000 queries of a DNS resolver looks like version negotiation.
    /// </summary>
    private const int LeastEchoed = 8;

    /// <summary>The smallest datagram with a client's first packet (RFC 9000 §14.1).</summary>
    private const int SmallestFirst = 1200;

    /// <summary>The smallest datagram with a short header: first byte, packet number of four bytes, and a tag.</summary>
    private const int SmallestShort = 1 + 4 + 16;

    private const byte LongForm = 0x80;
    private const byte FixedBit = 0x40;

    /// <summary>Whether a payload begins with a long header of a known version.</summary>
    public static bool IsLong(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < ConnectionIdAt || (payload[0] & LongForm) == 0) return false;
        uint version = BinaryPrimitives.ReadUInt32BigEndian(payload[VersionAt..]);
        ReadOnlySpan<byte> rest = payload[ConnectionIdAt..];
        if (version != 0 && ((payload[0] & FixedBit) == 0 || !IsKnown(version))) return false;
        return TrySkipConnectionId(ref rest) && TrySkipConnectionId(ref rest, version == 0 ? LeastEchoed : 0) &&
            (version != 0 || IsVersionList(rest));
    }

    /// <summary>Whether a payload may begin with a short header (RFC 9000 §17.3.1). Other protocols do, too.</summary>
    public static bool MayBeShort(ReadOnlySpan<byte> payload) =>
        payload.Length >= SmallestShort && (payload[0] & (LongForm | FixedBit)) == FixedBit;

    /// <summary>
    /// Whether the dissector reads what has this long header: the version is one of its own, or the first packet has one that servers
    /// refuse.
    /// </summary>
    public static bool IsDissected(ReadOnlySpan<byte> payload)
    {
        uint version = BinaryPrimitives.ReadUInt32BigEndian(payload[VersionAt..]);
        return QuicVersion.Find(version) is not null || (QuicVersion.IsReserved(version) && payload.Length >= SmallestFirst);
    }

    // Beside those that are dissected, the IETF's first drafts, Google's versions (Q043 to T059, as text), and Facebook's.
    private static bool IsKnown(uint version) => QuicVersion.Find(version) is not null || QuicVersion.IsReserved(version) ||
        version is (>= 0xff000001 and <= 0xff000022) or (>= 0x51303433 and <= 0x51303539) or (>= 0x54303430 and <= 0x54303539) or
        (>= 0xfaceb000 and <= 0xfaceb00f);

    // At most 20 bytes in all of these versions (RFC 9000 §17.2).
    private static bool TrySkipConnectionId(ref ReadOnlySpan<byte> rest, int least = 0)
    {
        if (rest.IsEmpty || rest[0] < least || rest[0] > 20 || rest.Length <= rest[0]) return false;
        rest = rest[(1 + rest[0])..];
        return true;
    }

    // Version negotiation (RFC 9000 §17.2.1) is certain only if its list contains a known version.
    private static bool IsVersionList(ReadOnlySpan<byte> list)
    {
        bool isAnyKnown = false;
        if (list.Length % sizeof(uint) != 0) return false;
        for (; !list.IsEmpty; list = list[sizeof(uint)..]) isAnyKnown |= IsKnown(BinaryPrimitives.ReadUInt32BigEndian(list));
        return isAnyKnown;
    }
}
