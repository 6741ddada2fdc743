using System.Buffers.Binary;

namespace TlsDissect.Protocol;

/// <summary>
/// The header of records of DTLS up to 1.2, and of those of 1.3 before its keys: type, version, epoch, sequence number and length (RFC 6347
/// §4.1, RFC 9147 §4). By its first record, a flow is recognized as DTLS.
/// </summary>
internal static class DtlsHeader
{
    /// <summary>Size of a header without a connection ID in bytes.</summary>
    public const int Size = 13;

    private const int LengthAt = 11;

    /// <summary>Whether a first byte is one of DTLS: of the types up to 31, or of DTLS 1.3's unified header (RFC 7983 §7).</summary>
    public static bool IsFirstByte(byte first) => first is >= 20 and <= 63;

    /// <summary>Whether a first byte is one of DTLS 1.3's unified header (RFC 9147 §4), 001CSLEE.</summary>
    public static bool IsUnified(byte first) => (first & 0b1110_0000) == 0b0010_0000;

    /// <summary>Whether a first byte of a unified header says that it has the record's length.</summary>
    public static bool HasLength(byte first) => (first & 0b0000_0100) != 0;

    /// <summary>
    /// Where the connection ID begins in a datagram whose first record has one: behind the number in DTLS 1.2 (RFC 9146 §4), behind the
    /// first byte in DTLS 1.3 (RFC 9147 §4); <c>null</c> if it has none.
    /// </summary>
    public static int? ConnectionIdOffset(ReadOnlySpan<byte> datagram)
    {
        const int BehindNumber = 11;
        const int UnifiedBits = 0xF0, UnifiedWithId = 0x30;
        if (datagram.IsEmpty) return null;
        if (datagram[0] == (byte)ContentType.Tls12Cid) return datagram.Length > BehindNumber ? BehindNumber : null;
        return (datagram[0] & UnifiedBits) == UnifiedWithId ? 1 : null;
    }

    /// <summary>Whether a version is one that record headers have.</summary>
    public static bool IsVersion(ProtocolVersion version) =>
        version is ProtocolVersion.Dtls10 or ProtocolVersion.Dtls12 or ProtocolVersions.DraftDtls10;

    /// <summary>
    /// Whether a datagram of an unknown flow begins with a record in the clear, or one of DTLS up to 1.2. Headers with connection IDs and
    /// those of DTLS 1.3 do not tell enough by themselves.
    /// </summary>
    /// <param name="payload">The captured bytes.</param>
    /// <param name="length">Length of the datagram's payload on the wire.</param>
    public static bool StartsRecord(ReadOnlySpan<byte> payload, int length)
    {
        if (payload.Length < Size || !IsCertainType((ContentType)payload[0])) return false;
        int fragment = BinaryPrimitives.ReadUInt16BigEndian(payload[LengthAt..]);
        if (fragment == 0 || Size + fragment > length) return false;
        ProtocolVersion version = (ProtocolVersion)BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        return IsVersion(version) && (version != ProtocolVersions.DraftDtls10 || IsHello(payload));
    }

    private static bool IsCertainType(ContentType type) =>
        type is >= ContentType.ChangeCipherSpec and <= ContentType.Heartbeat or ContentType.Ack;

    // Epoch and sequence number begin at zero. Two more random bytes would not be enough to be certain.
    private static bool IsHello(ReadOnlySpan<byte> payload) =>
        (ContentType)payload[0] == ContentType.Handshake && payload.Slice(3, 7).IndexOfAnyExcept((byte)0) < 0 && payload.Length > Size &&
        (HandshakeType)payload[Size] is HandshakeType.ClientHello or HandshakeType.ServerHello or HandshakeType.HelloVerifyRequest;
}
