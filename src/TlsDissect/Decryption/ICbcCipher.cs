namespace TlsDissect.Decryption;

/// <summary>A block cipher under one key that undoes CBC, kept for the life of a direction.</summary>
internal interface ICbcCipher : IDisposable
{
    /// <summary>Bytes of a block.</summary>
    int BlockLength { get; }

    /// <summary>Decrypts whole blocks.</summary>
    void Decrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext);
}
