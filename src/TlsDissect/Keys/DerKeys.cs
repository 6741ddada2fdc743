using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Reads private keys in DER, which it distinguishes by their structure.</summary>
internal static class DerKeys
{
    private const string RsaOid = "1.2.840.113549.1.1.1";

    /// <summary>
    /// Number of integers in OpenSSL's traditional DSA key after the version: p, q, g, public and private. An RSA key has eight.
    /// </summary>
    private const int DsaNumbers = 5;

    /// <summary>Reads the RSA private keys of a file that is not PEM: one, or all of a PKCS#12 file.</summary>
    public static List<RSA> Load(byte[] content, string path, KeyPassword password) => KindOf(content) switch
    {
        DerKind.Pkcs1 => [Pkcs1(content, path)],
        DerKind.Pkcs8 => [Pkcs8(content, path)],
        DerKind.EncryptedPkcs8 => [EncryptedPkcs8(content, path, password)],
        DerKind.Pkcs12 => Pkcs12(content, path, password),
        DerKind.CertificateRequest => throw new KeyFileException($"{path}: {KeyFileProblems.CertificateRequest}"),
        DerKind.DsaKey => throw new KeyFileException($"{path}: {KeyFileProblems.DsaKey}"),
        DerKind.EcKey => throw new KeyFileException($"{path}: {KeyFileProblems.EcKey}"),
        DerKind.PublicKey => throw new KeyFileException($"{path}: {KeyFileProblems.PublicKey}"),
        DerKind.Certificate => throw new KeyFileException($"{path}: {KeyFileProblems.OnlyCertificate}"),
        _ => throw new KeyFileException($"{path}: {KeyFileProblems.NoKey}"),
    };

    /// <summary>Reads RSAPrivateKey (RFC 8017 appendix A.1.2).</summary>
    public static RSA Pkcs1(byte[] der, string path) => Import(path, rsa => rsa.ImportRSAPrivateKey(der, out _));

    /// <summary>Reads PrivateKeyInfo (RFC 5208).</summary>
    public static RSA Pkcs8(byte[] der, string path)
    {
        if (AlgorithmOf(der) is string oid && oid != RsaOid) throw new KeyFileException($"{path}: {OtherAlgorithm(oid)}");
        return Import(path, rsa => rsa.ImportPkcs8PrivateKey(der, out _));
    }

    /// <summary>Reads EncryptedPrivateKeyInfo: PBES1, or PBES2 with PBKDF2 or scrypt.</summary>
    public static RSA EncryptedPkcs8(byte[] der, string path, KeyPassword password)
    {
        CheckBounds(KeyDerivationBounds.CheckPkcs8, der, path);
        string secret = password.Required;
        try
        {
            if (ScryptPkcs8.IsScrypt(der)) return Pkcs8(ScryptPkcs8.Decrypt(der, secret), path);
            RSA rsa = RSA.Create();
            rsa.ImportEncryptedPkcs8PrivateKey(secret, der, out _);
            return rsa;
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            if (OtherEncryptedKey(der, secret) is string other) throw new KeyFileException($"{path}: {other}", e);
            throw password.Wrong(e);
        }
    }

    private static void CheckBounds(Action<byte[], string> check, byte[] der, string path)
    {
        try
        {
            check(der, path);
        }
        catch (AsnContentException e)
        {
            throw new KeyFileException($"{path}: {KeyFileProblems.Damaged}", e);
        }
    }

    /// <summary>Recognizes an encrypted key of another kind. .NET does not distinguish it from a wrong password.</summary>
    private static string? OtherEncryptedKey(byte[] der, string secret)
    {
        try
        {
            return PrivateKeyFactory.DecryptKey(secret.ToCharArray(), der) switch
            {
                ECPrivateKeyParameters => KeyFileProblems.EcKey,
                Ed25519PrivateKeyParameters or Ed448PrivateKeyParameters => KeyFileProblems.EdwardsKey,
                DsaPrivateKeyParameters => KeyFileProblems.DsaKey,
                _ => null,
            };
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            return null;
        }
    }

    /// <summary>Limits that replace .NET's 300,000 iterations by ours. Above its limit, .NET reports damage.</summary>
    private static readonly Pkcs12LoaderLimits Pkcs12Bounds = new()
    {
        MacIterationLimit = KeyDerivationBounds.MaxIterations,
        IndividualKdfIterationLimit = KeyDerivationBounds.MaxIterations,
        TotalKdfIterationLimit = KeyDerivationBounds.MaxIterations,
    };

    private static List<RSA> Pkcs12(byte[] der, string path, KeyPassword password)
    {
        CheckBounds(KeyDerivationBounds.CheckPkcs12, der, path);
        if (TryPkcs12(der, null, path, out List<RSA>? keys) || TryPkcs12(der, password.Required, path, out keys)) return keys!;
        throw password.Wrong(new CryptographicException());
    }

    private static bool TryPkcs12(byte[] der, string? password, string path, out List<RSA>? keys)
    {
        X509Certificate2Collection certificates;
        try
        {
            certificates =
                X509CertificateLoader.LoadPkcs12Collection(der, password,
                    X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable, Pkcs12Bounds);
        }
        catch (Pkcs12LoadLimitExceededException e)
        {
            throw KeyDerivationBounds.TooManyInAll(path, e);
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            keys = null;
            return false;
        }

        keys = [.. certificates.Where(certificate => certificate.HasPrivateKey).Select(certificate => certificate.GetRSAPrivateKey())
            .OfType<RSA>()];
        if (keys.Count > 0) return true;

        bool hasEc = certificates.Any(c => c.HasPrivateKey && c.GetECDsaPrivateKey() is not null);
        throw new KeyFileException($"{path}: {(hasEc ? KeyFileProblems.EcKey : "contains no RSA private key")}");
    }

    private static RSA Import(string path, Action<RSA> import)
    {
        RSA rsa = RSA.Create();
        try
        {
            import(rsa);
            return rsa;
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            rsa.Dispose();
            throw new KeyFileException($"{path}: contains a damaged RSA private key", e);
        }
    }

    private static string OtherAlgorithm(string oid) => oid switch
    {
        "1.2.840.10045.2.1" => KeyFileProblems.EcKey,
        "1.3.101.112" or "1.3.101.113" => KeyFileProblems.EdwardsKey,
        "1.2.840.10040.4.1" => KeyFileProblems.DsaKey,
        "1.2.840.113549.1.1.10" => "is an RSASSA-PSS key, which can only sign",
        _ => $"is not an RSA key (algorithm {oid})",
    };

    private static string? AlgorithmOf(byte[] pkcs8)
    {
        try
        {
            AsnReader info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
            info.ReadInteger();
            return info.ReadSequence().ReadObjectIdentifier();
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null;
        }
    }

    private enum DerKind { Unknown, Pkcs1, Pkcs8, EncryptedPkcs8, Pkcs12, EcKey, DsaKey, PublicKey, Certificate, CertificateRequest }

    /// <summary>Recognizes the structure by the first elements of the outer sequence.</summary>
    private static DerKind KindOf(byte[] der)
    {
        try
        {
            AsnReader outer = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            if (outer.PeekTag() == Asn1Tag.Integer) return KindWithVersion(outer);
            if (outer.PeekTag() != Asn1Tag.Sequence) return DerKind.Unknown;
            AsnReader first = outer.ReadSequence();
            // AlgorithmIdentifier and octets: encrypted; AlgorithmIdentifier and bits: a public key; otherwise TBSCertificate.
            if (first.PeekTag() != Asn1Tag.ObjectIdentifier) return KindOfSigned(first);
            return outer.PeekTag().TagValue == (int)UniversalTagNumber.BitString ? DerKind.PublicKey : DerKind.EncryptedPkcs8;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return DerKind.Unknown;
        }
    }

    private static DerKind KindWithVersion(AsnReader outer)
    {
        System.Numerics.BigInteger version = outer.ReadInteger();
        Asn1Tag next = outer.PeekTag();
        if (version == 3 && next == Asn1Tag.Sequence) return DerKind.Pkcs12;
        if (next == Asn1Tag.Sequence) return DerKind.Pkcs8;
        if (next.TagValue == (int)UniversalTagNumber.OctetString) return DerKind.EcKey;
        if (next != Asn1Tag.Integer) return DerKind.Unknown;
        if (!version.IsZero) return DerKind.PublicKey;
        int numbers = 0;
        for (; outer.HasData; numbers++) outer.ReadEncodedValue();
        return numbers == DsaNumbers ? DerKind.DsaKey : DerKind.Pkcs1;
    }

    /// <summary>
    /// Distinguishes a certificate from a request for one. The request has the subject's name, made of sets, where a certificate has the
    /// signature algorithm.
    /// </summary>
    private static DerKind KindOfSigned(AsnReader body)
    {
        if (body.PeekTag() != Asn1Tag.Integer) return DerKind.Certificate;
        body.ReadInteger();
        AsnReader second = body.ReadSequence();
        return second.HasData && second.PeekTag() == Asn1Tag.ObjectIdentifier ? DerKind.Certificate : DerKind.CertificateRequest;
    }
}
