using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace TlsDissect.Keys;

/// <summary>
/// Limits the public keys that verify signatures. The sender chooses their size, and time grows with its cube. Keys that no certificate
/// authority issues are not used.
/// </summary>
internal static class VerificationBounds
{
    private const int MaxRsaBits = 16_384;

    /// <summary>Maximum RSA exponent. OpenSSL has the same limit for large moduli. The number of multiplications grows with it.</summary>
    private const int MaxRsaExponentBits = 64;

    /// <summary>Maximum size of a DSA key. With 10,000 bits a verification takes 126 ms.</summary>
    private const int MaxDsaBits = 4096;

    /// <summary>Maximum size of the DSA order; FIPS 186-4 has 160 to 256. The number of multiplications grows with it.</summary>
    private const int MaxDsaOrderBits = 512;

    /// <summary>Whether a key that .NET read may verify signatures.</summary>
    public static bool Allow(RSA key) => key.KeySize <= MaxRsaBits &&
        key.ExportParameters(includePrivateParameters: false).Exponent.AsSpan().TrimStart((byte)0).Length <= MaxRsaExponentBits / 8;

    /// <summary>
    /// Whether BouncyCastle may read a key. Not RSA, whose modulus it tests for primality (seconds with 8,192 bits), and not Diffie-Hellman
    /// keys, which are slow to read and sign nothing. Elliptic curves must have a name (RFC 5480 §2.1.1), because the sender chooses the
    /// parameters of one without.
    /// </summary>
    public static bool Allow(SubjectPublicKeyInfo key) => key.Algorithm.Algorithm.Id switch
    {
        "1.2.840.10040.4.1" => key.Algorithm.Parameters is Asn1Encodable parameters && Allow(DsaParameter.GetInstance(parameters)),
        "1.2.840.10045.2.1" => key.Algorithm.Parameters is DerObjectIdentifier,
        "1.3.101.112" or "1.3.101.113" => true,
        "2.16.840.1.101.3.4.3.17" or "2.16.840.1.101.3.4.3.18" or "2.16.840.1.101.3.4.3.19" => true, // ML-DSA
        _ => false,
    };

    private static bool Allow(DsaParameter parameters) => parameters.P.BitLength <= MaxDsaBits && parameters.Q.BitLength <= MaxDsaOrderBits;
}
