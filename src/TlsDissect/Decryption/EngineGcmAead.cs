using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// GCM over a block engine of BouncyCastle, for Camellia, ARIA and SM4 (RFC 6367, RFC 6209, RFC 8998). The key schedule is kept.
/// </summary>
internal sealed class EngineGcmAead : IAead
{
    private const int TagBits = 128;

    private readonly GcmBlockCipher _gcm;
    private KeyParameter? _key;

    public EngineGcmAead(BulkCipher cipher, byte[] key)
    {
        _gcm = new GcmBlockCipher(BlockEngines.EngineOf(cipher)!);
        _key = new KeyParameter(key);
    }

    public int TagLength => TagBits / 8;

    public int NonceLength => 12;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        // Without a key, BouncyCastle keeps that of the first call.
        _gcm.Init(false, new AeadParameters(_key, TagBits, nonce.ToArray()));
        _key = null;
        _gcm.ProcessAadBytes(additionalData);
        try
        {
            int written = _gcm.ProcessBytes(ciphertext, plaintext);
            written += _gcm.ProcessBytes(tag, plaintext[written..]);
            _gcm.DoFinal(plaintext[written..]);
            return true;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    public void Dispose() { }
}
