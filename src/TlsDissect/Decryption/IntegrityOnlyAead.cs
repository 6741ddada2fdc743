using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// The TLS 1.3 suites that authenticate but do not encrypt: HMAC over nonce, additional data and plaintext (RFC 9150 §5).
/// </summary>
internal sealed class IntegrityOnlyAead : IAead
{
    private readonly IncrementalHash _hmac;

    public IntegrityOnlyAead(MacAlgorithm mac, byte[] key)
    {
        TagLength = mac.KeyLength();
        _hmac = IncrementalHash.CreateHMAC(mac == MacAlgorithm.Sha384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256, key);
    }

    public int TagLength { get; }

    public int NonceLength => TagLength;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        _hmac.AppendData(nonce);
        _hmac.AppendData(additionalData);
        _hmac.AppendData(ciphertext);
        Span<byte> computed = stackalloc byte[48];
        int length = _hmac.GetHashAndReset(computed);
        if (!CryptographicOperations.FixedTimeEquals(computed[..length], tag)) return false;
        ciphertext.CopyTo(plaintext);
        return true;
    }

    public void Dispose() => _hmac.Dispose();
}
