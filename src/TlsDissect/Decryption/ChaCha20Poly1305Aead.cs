using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>ChaCha20-Poly1305 in .NET.</summary>
internal sealed class ChaCha20Poly1305Aead(byte[] key) : IAead
{
    private readonly ChaCha20Poly1305 _cipher = new(key);

    public int TagLength => 16;

    public int NonceLength => 12;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        try
        {
            _cipher.Decrypt(nonce, ciphertext, tag, plaintext, additionalData);
            return true;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();
}
