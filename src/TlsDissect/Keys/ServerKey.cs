using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// A server's RSA private key. Several threads may use it at once: OpenSSL's keys allow it, and two threads are 1.9 times as fast as one.
/// </summary>
internal sealed class ServerKey : IDisposable
{
    private const int PremasterLength = 48;

    private readonly RSA _rsa;

    internal ServerKey(string name, RSA rsa)
    {
        Name = name;
        _rsa = rsa;
        SubjectPublicKeyInfo = rsa.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The key file's name without its folder.</summary>
    public string Name { get; }

    /// <summary>The public key in DER. Equal to that of a certificate if the certificate belongs to this key.</summary>
    public byte[] SubjectPublicKeyInfo { get; }

    /// <summary>Size of the modulus in bits.</summary>
    public int KeySize => _rsa.KeySize;

    /// <summary>
    /// Cost of a decryption, in bytes that could be decrypted in the same time at about 4 ns each: 220 µs with 2,048 bits.
    /// </summary>
    internal long TrialCost => 55_000L * KeySize / 2048 * KeySize / 2048 * KeySize / 2048;

    /// <summary>
    /// Decrypts an encrypted premaster secret (RFC 5246 §7.4.7.1, PKCS #1 v1.5). Returns <c>false</c> if padding or length show that it was
    /// not encrypted to this key; <c>true</c> does not verify it.
    /// </summary>
    /// <param name="encrypted">As long as the modulus.</param>
    /// <param name="premaster">48 bytes.</param>
    public bool TryDecryptPremasterSecret(ReadOnlySpan<byte> encrypted, Span<byte> premaster)
    {
        Span<byte> decrypted = stackalloc byte[16384 / 8];
        bool found = TryDecrypt(encrypted, decrypted, out int length) && length == PremasterLength;
        if (found) decrypted[..PremasterLength].CopyTo(premaster);
        CryptographicOperations.ZeroMemory(decrypted);
        return found;
    }

    /// <summary>Decrypts a secret of any length, for SSL 2.0.</summary>
    internal bool TryDecrypt(ReadOnlySpan<byte> encrypted, Span<byte> decrypted, out int length)
    {
        length = 0;
        if (encrypted.Length != (_rsa.KeySize + 7) / 8) return false;
        try
        {
            return _rsa.TryDecrypt(encrypted, decrypted, RSAEncryptionPadding.Pkcs1, out length);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false; // Bad padding: the ciphertext belongs to another key.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();
}
