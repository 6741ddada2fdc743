using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>AES-CCM in .NET, with tags of 16 or 8 bytes (RFC 6655).</summary>
internal sealed class AesCcmAead(byte[] key, int tagLength) : IAead
{
    private readonly AesCcm _ccm = new(key);

    public int TagLength => tagLength;

    public int NonceLength => 12;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        try
        {
            _ccm.Decrypt(nonce, ciphertext, tag, plaintext, additionalData);
            return true;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    public void Dispose() => _ccm.Dispose();
}
