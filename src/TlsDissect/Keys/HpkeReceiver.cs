using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// Decrypts messages of HPKE's base mode from the shared secret of its KEM, so that no private key is needed (RFC 9180 §5.1, §5.2).
/// </summary>
internal sealed class HpkeReceiver : IDisposable
{
    private const int NonceLength = 12, TagLength = 16;

    private readonly IAead _aead;
    private readonly byte[] _baseNonce;

    private HpkeReceiver(IAead aead, byte[] baseNonce) => (_aead, _baseNonce) = (aead, baseNonce);

    /// <summary>Derives key and nonce. Returns <c>null</c> if the KDF or the AEAD is not supported.</summary>
    /// <param name="kem">kem_id, which the key schedule contains.</param>
    /// <param name="kdf">kdf_id.</param>
    /// <param name="aead">aead_id.</param>
    /// <param name="sharedSecret">shared_secret.</param>
    /// <param name="info">info, on which both sides agree.</param>
    public static HpkeReceiver? TryCreate(ushort kem, HpkeKdf kdf, HpkeAead aead, byte[] sharedSecret, ReadOnlySpan<byte> info)
    {
        int keyLength = aead switch { HpkeAead.AES_128_GCM => 16, HpkeAead.AES_256_GCM or HpkeAead.ChaCha20Poly1305 => 32, _ => 0 };
        if (keyLength == 0 || HashOf(kdf) is not HashAlgorithmName hash) return null;
        byte[] suite = [.. "HPKE"u8, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(suite.AsSpan(4), kem);
        BinaryPrimitives.WriteUInt16BigEndian(suite.AsSpan(6), (ushort)kdf);
        BinaryPrimitives.WriteUInt16BigEndian(suite.AsSpan(8), (ushort)aead);
        const byte baseMode = 0;
        byte[] context = [baseMode, .. Extract("psk_id_hash"u8, [], []), .. Extract("info_hash"u8, [], info)];
        byte[] secret = Extract("secret"u8, sharedSecret, []);
        byte[] key = Expand("key"u8, keyLength);
        return new HpkeReceiver(aead == HpkeAead.ChaCha20Poly1305 ? new ChaCha20Poly1305Aead(key) : new AesGcmAead(key),
            Expand("base_nonce"u8, NonceLength));

        // LabeledExtract and LabeledExpand (§4).
        byte[] Extract(ReadOnlySpan<byte> label, byte[] salt, ReadOnlySpan<byte> input) =>
            HKDF.Extract(hash, [.. "HPKE-v1"u8, .. suite, .. label, .. input], salt);

        byte[] Expand(ReadOnlySpan<byte> label, int length) =>
            HKDF.Expand(hash, secret, length, [0, (byte)length, .. "HPKE-v1"u8, .. suite, .. label, .. context]);
    }

    /// <summary>Decrypts a message. Returns <c>null</c> if it does not authenticate.</summary>
    /// <param name="number">Number of messages before it.</param>
    /// <param name="additionalData">aad.</param>
    /// <param name="ciphertext">ct, which ends with the tag.</param>
    public byte[]? TryOpen(byte number, ReadOnlySpan<byte> additionalData, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < TagLength) return null;
        byte[] nonce = [.. _baseNonce];
        nonce[^1] ^= number;
        byte[] plaintext = new byte[ciphertext.Length - TagLength];
        return _aead.TryDecrypt(nonce, ciphertext[..^TagLength], ciphertext[^TagLength..], plaintext, additionalData) ? plaintext : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _aead.Dispose();

    private static HashAlgorithmName? HashOf(HpkeKdf kdf) => kdf switch
    {
        HpkeKdf.HKDF_SHA256 => HashAlgorithmName.SHA256,
        HpkeKdf.HKDF_SHA384 => HashAlgorithmName.SHA384,
        HpkeKdf.HKDF_SHA512 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
