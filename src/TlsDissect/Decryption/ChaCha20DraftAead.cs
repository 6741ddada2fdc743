using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace TlsDissect.Decryption;

/// <summary>
/// ChaCha20-Poly1305 as in browsers before RFC 7905 (draft-agl-tls-chacha20poly1305-04 §5): an 8-byte nonce, and Poly1305 over both parts,
/// each followed by its length and without padding.
/// </summary>
internal sealed class ChaCha20DraftAead(byte[] key) : IAead
{
    private const int BlockLength = 64;

    private readonly ChaChaEngine _chaCha = new();
    private readonly Poly1305 _poly1305 = new();
    private readonly KeyParameter _key = new(key);

    public int TagLength => 16;

    public int NonceLength => 8;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        _chaCha.Init(false, new ParametersWithIV(_key, nonce));
        // The first block of the key stream contains the one-time key; the rest of it is dropped.
        Span<byte> first = stackalloc byte[BlockLength];
        first.Clear();
        _chaCha.ProcessBytes(first, first);
        _poly1305.Init(new KeyParameter(first[..32]));
        Authenticate(additionalData);
        Authenticate(ciphertext);
        Span<byte> computed = stackalloc byte[16];
        _poly1305.DoFinal(computed);
        if (!CryptographicOperations.FixedTimeEquals(computed, tag)) return false;
        _chaCha.ProcessBytes(ciphertext, plaintext);
        return true;
    }

    public void Dispose() { }

    private void Authenticate(ReadOnlySpan<byte> data)
    {
        _poly1305.BlockUpdate(data);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        _poly1305.BlockUpdate(length);
    }
}
