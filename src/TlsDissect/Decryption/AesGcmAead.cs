using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>AES-GCM in .NET.</summary>
internal sealed class AesGcmAead(byte[] key) : IAead
{
    private readonly AesGcm _gcm = new(key, 16);

    public int TagLength => 16;

    public int NonceLength => 12;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        try
        {
            _gcm.Decrypt(nonce, ciphertext, tag, plaintext, additionalData);
            return true;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    public void Dispose() => _gcm.Dispose();
}
