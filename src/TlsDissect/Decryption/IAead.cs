namespace TlsDissect.Decryption;

/// <summary>An AEAD under one key, kept for the life of a direction.</summary>
internal interface IAead : IDisposable
{
    /// <summary>Bytes of the tag.</summary>
    int TagLength { get; }

    /// <summary>Bytes of the nonce.</summary>
    int NonceLength { get; }

    /// <summary>Decrypts; <c>false</c> if the tag does not verify.</summary>
    bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> additionalData);
}
