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

    /// <summary>Creates the result for a record that does not authenticate.</summary>
    public static DecryptedRecord Failed(DecryptionOutcome outcome) => new() { Outcome = outcome };
}
