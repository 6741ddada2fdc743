using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// A public key from a certificate, ready to verify signatures: that of .NET if it accepts the key, otherwise that of BouncyCastle. Created
/// once for each certificate that is seen repeatedly.
/// </summary>
internal sealed class VerificationKey : IDisposable
{
    /// <summary>
    /// Maximum size of a SubjectPublicKeyInfo in bytes. An RSA key of 16,384 bits takes 2,074 bytes, and larger ones only cost time.
    /// </summary>
    private const int MaxLength = 4096;

    private readonly byte[] _subjectPublicKeyInfo;
    private bool _readOther;

    private VerificationKey(byte[] subjectPublicKeyInfo) => _subjectPublicKeyInfo = subjectPublicKeyInfo;

    public RSA? Rsa { get; private init; }

    public ECDsa? EllipticCurve { get; private init; }

    /// <summary>
    /// A key of any other kind, and elliptic curves for signatures that .NET does not verify. Never RSA: BouncyCastle tests the modulus for
    /// primality, which takes 20 ms with 2,048 bits and seconds with more.
    /// </summary>
    public AsymmetricKeyParameter? Other
    {
        get
        {
            if (!_readOther && Rsa is null) (_readOther, field) = (true, TryReadOther(_subjectPublicKeyInfo));
            return field;
        }
    }

    /// <summary>
    /// Reads a SubjectPublicKeyInfo. Returns <c>null</c> if it is invalid or too long. An unknown kind of key verifies nothing.
    /// </summary>
    public static VerificationKey? TryRead(byte[] subjectPublicKeyInfo)
    {
        if (subjectPublicKeyInfo.Length is 0 or > MaxLength) return null;
        RSA? rsa = TryImport(RSA.Create, PssPublicKey.Of(subjectPublicKeyInfo));
        if (rsa is not null && !VerificationBounds.Allow(rsa))
        {
            rsa.Dispose();
            return null;
        }

        ECDsa? curve = rsa is null ? TryImport(ECDsa.Create, subjectPublicKeyInfo) : null;
        return new VerificationKey(subjectPublicKeyInfo) { Rsa = rsa, EllipticCurve = curve };
    }

    public void Dispose()
    {
        Rsa?.Dispose();
        EllipticCurve?.Dispose();
    }

    private static T? TryImport<T>(Func<T> create, byte[] subjectPublicKeyInfo)
        where T : AsymmetricAlgorithm
    {
        T key = create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return key;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            key.Dispose(); // Another kind of key, or a curve that this platform lacks.
            return null;
        }
    }

    /// <summary>Reads a key with BouncyCastle. It reports invalid keys with various exceptions; all mean that there is no key.</summary>
    private static AsymmetricKeyParameter? TryReadOther(byte[] subjectPublicKeyInfo)
    {
        try
        {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.GetInstance(subjectPublicKeyInfo);
            return VerificationBounds.Allow(info) ? PublicKeyFactory.CreateKey(info) : null;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null;
        }
    }
}
