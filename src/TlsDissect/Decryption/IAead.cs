namespace TlsDissect.Decryption;

/// <summary>An AEAD under one key, kept for the life of a direction.</summary>
internal interface IAead : IDisposable
{
    /// <summary>Size of the tag in bytes.</summary>
    int TagLength { get; }

    /// <summary>Size of the nonce in bytes.</summary>
    int NonceLength { get; }

    /// <summary>Decrypts. Returns <c>false</c> if the tag does not verify.</summary>
    bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData);
}
