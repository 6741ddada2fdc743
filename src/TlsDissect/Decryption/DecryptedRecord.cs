using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>The result of decrypting one record. Borrowed: the plaintext is in the buffer that was given for it.</summary>
/// <param name="type">The content type: the header's, or the inner one in TLS 1.3.</param>
/// <param name="plaintext">What authenticated, without padding.</param>
internal readonly ref struct DecryptedRecord(ContentType type, ReadOnlySpan<byte> plaintext)
{
    public DecryptionOutcome Outcome { get; private init; } = DecryptionOutcome.Authenticated;

    public bool IsAuthenticated => Outcome == DecryptionOutcome.Authenticated;

    public ContentType Type { get; } = type;

    public ReadOnlySpan<byte> Plaintext { get; } = plaintext;

    /// <summary>
    /// Number of bytes at the start of the plaintext that are unknown and must not be used. May exceed its length. Not 0 only for the first record after a loss, under an IV
    /// that no MAC covers.
    /// </summary>
    public int UnknownStart { get; init; }

    /// <summary>A record that does not authenticate.</summary>
    public static DecryptedRecord Failed(DecryptionOutcome outcome) => new() { Outcome = outcome };
}
