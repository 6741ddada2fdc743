namespace TlsDissect.Protocol;

/// <summary>
/// An encrypted record as a decryptor sees it, from a stream or a datagram. Its record layer says which data is authenticated with it and,
/// if the wire has one, its number. Borrowed.
/// </summary>
/// <param name="type">The outer content type.</param>
/// <param name="version">The version in its header.</param>
/// <param name="additionalData">The data that TLS 1.3 authenticates with it: the record's header as sent (RFC 8446 §5.2).</param>
/// <param name="fragment">The record's body.</param>
internal readonly ref struct ProtectedRecord(ContentType type, ProtocolVersion version, ReadOnlySpan<byte> additionalData,
    ReadOnlySpan<byte> fragment)
{
    public ContentType Type { get; } = type;

    public ProtocolVersion Version { get; } = version;

    public ReadOnlySpan<byte> AdditionalData { get; } = additionalData;

    public ReadOnlySpan<byte> Fragment { get; } = fragment;

    /// <summary>
    /// The number on the wire, which begins with the epoch (RFC 6347 §4.1); <c>null</c> on a stream, where the position determines it, and
    /// if it is encrypted, as in DTLS 1.3.
    /// </summary>
    public ulong? Number { get; init; }

    /// <summary>The connection ID, which is authenticated with a record of DTLS 1.2 (RFC 9146 §5); empty if there is none.</summary>
    public ReadOnlySpan<byte> ConnectionId { get; init; }
}
