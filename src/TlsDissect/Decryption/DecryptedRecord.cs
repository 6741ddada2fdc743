using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>The result of decrypting one record. Borrowed: the plaintext is in the caller's buffer.</summary>
/// <param name="type">The content type: that of the header or, in TLS 1.3, the inner one.</param>
/// <param name="plaintext">The authenticated plaintext, without padding.</param>
internal readonly ref struct DecryptedRecord(ContentType type, ReadOnlySpan<byte> plaintext)
{
    public DecryptionOutcome Outcome { get; private init; } = DecryptionOutcome.Authenticated;

    public bool IsAuthenticated => Outcome == DecryptionOutcome.Authenticated;

    public ContentType Type { get; } = type;

    public ReadOnlySpan<byte> Plaintext { get; } = plaintext;

    /// <summary>
    /// Number of bytes at the start of the plaintext that are unknown and must not be used. May exceed its length. Nonzero only for the
    /// first record after a loss, under an IV that no MAC covers.
    /// </summary>
    public int UnknownStart { get; init; }

    /// <summary>The whole number of a record of DTLS 1.3, without the epoch, or of a packet of QUIC; 0 in other versions.</summary>
    public ulong Number { get; init; }

    /// <summary>Number of bytes of a packet of QUIC, if others follow it; otherwise 0.</summary>
    public int Consumed { get; init; }

    /// <summary>Creates the result for a record whose type is that of its header, but for one with a connection ID.</summary>
    public static DecryptedRecord Of(ContentType outer, ReadOnlySpan<byte> plaintext) =>
        outer == ContentType.Tls12Cid ? OfInner(plaintext) : new DecryptedRecord(outer, plaintext);

    /// <summary>
    /// Creates the result for a record whose type follows the content, and padding of zeros the type (RFC 8446 §5.2, RFC 9146 §4). It is
    /// malformed without a type.
    /// </summary>
    public static DecryptedRecord OfInner(ReadOnlySpan<byte> plaintext)
    {
        int last = plaintext.LastIndexOfAnyExcept((byte)0);
        return last < 0 ? Failed(DecryptionOutcome.Malformed) : new DecryptedRecord((ContentType)plaintext[last], plaintext[..last]);
    }

    /// <summary>Creates the result for a record that does not authenticate.</summary>
    public static DecryptedRecord Failed(DecryptionOutcome outcome) => new() { Outcome = outcome };
}
