using System.Collections.Frozen;

namespace TlsDissect.Messages.Certificates;

/// <summary>Usual names of algorithms by object identifier; the dotted number if there is none.</summary>
internal static class AlgorithmNames
{
    /// <summary>Names of public key algorithms, including the size if it is fixed.</summary>
    public static FrozenDictionary<string, string> PublicKeys { get; } = new Dictionary<string, string>
    {
        ["1.3.101.110"] = "X25519",
        ["1.3.101.111"] = "X448",
        ["1.3.101.112"] = "Ed25519",
        ["1.3.101.113"] = "Ed448",
        ["2.16.840.1.101.3.4.3.17"] = "ML-DSA-44",
        ["2.16.840.1.101.3.4.3.18"] = "ML-DSA-65",
        ["2.16.840.1.101.3.4.3.19"] = "ML-DSA-87",
        ["2.16.840.1.101.3.4.3.20"] = "SLH-DSA-SHA2-128s",
        ["2.16.840.1.101.3.4.3.21"] = "SLH-DSA-SHA2-128f",
        ["2.16.840.1.101.3.4.3.22"] = "SLH-DSA-SHA2-192s",
        ["2.16.840.1.101.3.4.3.23"] = "SLH-DSA-SHA2-192f",
        ["2.16.840.1.101.3.4.3.24"] = "SLH-DSA-SHA2-256s",
        ["2.16.840.1.101.3.4.3.25"] = "SLH-DSA-SHA2-256f",
        ["2.16.840.1.101.3.4.3.26"] = "SLH-DSA-SHAKE-128s",
        ["2.16.840.1.101.3.4.3.27"] = "SLH-DSA-SHAKE-128f",
        ["2.16.840.1.101.3.4.3.28"] = "SLH-DSA-SHAKE-192s",
        ["2.16.840.1.101.3.4.3.29"] = "SLH-DSA-SHAKE-192f",
        ["2.16.840.1.101.3.4.3.30"] = "SLH-DSA-SHAKE-256s",
        ["2.16.840.1.101.3.4.3.31"] = "SLH-DSA-SHAKE-256f",
        ["1.2.643.2.2.19"] = "GOST R 34.10-2001",
        ["1.2.643.7.1.1.1.1"] = "GOST R 34.10-2012 256",
        ["1.2.643.7.1.1.1.2"] = "GOST R 34.10-2012 512",
    }.ToFrozenDictionary();

    /// <summary>Names of signature algorithms. EdDSA, ML-DSA and SLH-DSA sign under the identifier of the key.</summary>
    public static FrozenDictionary<string, string> Signatures { get; } = new Dictionary<string, string>(PublicKeys)
    {
        ["1.2.840.113549.1.1.2"] = "md2WithRSAEncryption",
        ["1.2.840.113549.1.1.3"] = "md4WithRSAEncryption",
        ["1.2.840.113549.1.1.4"] = "md5WithRSAEncryption",
        ["1.2.840.113549.1.1.5"] = "sha1WithRSAEncryption",
        ["1.3.14.3.2.29"] = "sha1WithRSAEncryption",
        ["1.2.840.113549.1.1.10"] = "rsassaPss",
        ["1.2.840.113549.1.1.11"] = "sha256WithRSAEncryption",
        ["1.2.840.113549.1.1.12"] = "sha384WithRSAEncryption",
        ["1.2.840.113549.1.1.13"] = "sha512WithRSAEncryption",
        ["1.2.840.113549.1.1.14"] = "sha224WithRSAEncryption",
        ["1.2.840.10040.4.3"] = "dsaWithSHA1",
        ["2.16.840.1.101.3.4.3.1"] = "dsa_with_SHA224",
        ["2.16.840.1.101.3.4.3.2"] = "dsa_with_SHA256",
        ["2.16.840.1.101.3.4.3.3"] = "dsa_with_SHA384",
        ["2.16.840.1.101.3.4.3.4"] = "dsa_with_SHA512",
        ["1.2.840.10045.4.1"] = "ecdsa-with-SHA1",
        ["1.2.840.10045.4.3.1"] = "ecdsa-with-SHA224",
        ["1.2.840.10045.4.3.2"] = "ecdsa-with-SHA256",
        ["1.2.840.10045.4.3.3"] = "ecdsa-with-SHA384",
        ["1.2.840.10045.4.3.4"] = "ecdsa-with-SHA512",
        ["1.2.156.10197.1.501"] = "SM2-with-SM3",
        ["1.2.643.2.2.3"] = "GOST R 34.11-94 with GOST R 34.10-2001",
        ["1.2.643.7.1.1.3.2"] = "GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)",
        ["1.2.643.7.1.1.3.3"] = "GOST R 34.10-2012 with GOST R 34.11-2012 (512 bit)",
    }.ToFrozenDictionary();

    /// <summary>Names of elliptic curves.</summary>
    public static FrozenDictionary<string, string> Curves { get; } = new Dictionary<string, string>
    {
        ["1.2.840.10045.3.1.1"] = "P-192",
        ["1.3.132.0.33"] = "P-224",
        ["1.2.840.10045.3.1.7"] = "P-256",
        ["1.3.132.0.34"] = "P-384",
        ["1.3.132.0.35"] = "P-521",
        ["1.3.132.0.10"] = "secp256k1",
        ["1.3.36.3.3.2.8.1.1.7"] = "brainpoolP256r1",
        ["1.3.36.3.3.2.8.1.1.11"] = "brainpoolP384r1",
        ["1.3.36.3.3.2.8.1.1.13"] = "brainpoolP512r1",
        ["1.2.156.10197.1.301"] = "curveSM2",
    }.ToFrozenDictionary();

    public static string Signature(string oid) => Signatures.GetValueOrDefault(oid, oid);

    public static string PublicKey(string oid) => PublicKeys.GetValueOrDefault(oid, oid);

    public static string Curve(string oid) => Curves.GetValueOrDefault(oid, oid);
}
