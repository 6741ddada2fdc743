using TlsDissect.Protocol;

namespace TlsDissect.Records.Quic;

/// <summary>The header of one packet in a datagram, as far as it is not encrypted (RFC 9000 §17). Borrowed.</summary>
/// <remarks>
/// <code>
///   long:   form, version (4), destination ID (1+n), source ID (1+n), Initial: token, length, packet number, payload
///           Version Negotiation: a list of versions.  Retry: a token and an integrity tag (16)
///   short:  form, destination ID (n), packet number, payload
/// </code>
/// </remarks>
internal readonly ref struct QuicPacketHeader
{
    /// <summary>The smallest stateless reset (§10.3).</summary>
    public const int SmallestReset = 21;

    private const int TokenLength = 16;
    private const byte FixedBit = 0x40;

    /// <summary>The whole packet as on the wire. For a malformed header, the rest of the datagram.</summary>
    public required ReadOnlySpan<byte> Packet { get; init; }

    public required QuicPacketType Type { get; init; }

    /// <summary>The version of a long header.</summary>
    public uint VersionNumber { get; init; }

    /// <summary>The version of a long header; <c>null</c> if it is not known, and for a short header.</summary>
    public QuicVersion? Version { get; init; }

    public ReadOnlySpan<byte> DestinationId { get; init; }

    /// <summary>Source connection ID of a long header.</summary>
    public ReadOnlySpan<byte> SourceId { get; init; }

    /// <summary>The connection ID of the client's first packet, which a Retry without an integrity tag repeats.</summary>
    public ReadOnlySpan<byte> OriginalId { get; init; }

    /// <summary>The token of an Initial or Retry packet.</summary>
    public ReadOnlySpan<byte> Token { get; init; }

    /// <summary>Offset of the packet number in <see cref="Packet"/>; 0 if its type has none.</summary>
    public int NumberOffset { get; init; }

    /// <summary>The versions in a Version Negotiation packet, of four bytes each.</summary>
    public ReadOnlySpan<byte> SupportedVersions { get; init; }

    /// <summary>Whether the header is malformed, or the packet is longer than the datagram. Members after the error are empty.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>
    /// Whether the bit is set that tells QUIC from other protocols. Version Negotiation does not need it, and sides may agree to vary it
    /// (RFC 9287). Otherwise, bytes without it may be padding after the last packet.
    /// </summary>
    public bool HasFixedBit => (Packet[0] & FixedBit) != 0;

    /// <summary>
    /// The token of a short header that may be a stateless reset; empty if it cannot be one. Only a known token makes it one (§10.3.1).
    /// </summary>
    public ReadOnlySpan<byte> ResetToken =>
        Type == QuicPacketType.OneRtt && Packet.Length >= SmallestReset ? Packet[^TokenLength..] : default;
}
