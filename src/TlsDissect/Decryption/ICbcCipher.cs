namespace TlsDissect.Decryption;

/// <summary>A block cipher in CBC mode under one key, for decryption, kept for the life of a direction.</summary>
internal interface ICbcCipher : IDisposable
{
    /// <summary>Size of a block in bytes.</summary>
    int BlockLength { get; }

    /// <summary>Decrypts whole blocks.</summary>
    void Decrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext);
}
