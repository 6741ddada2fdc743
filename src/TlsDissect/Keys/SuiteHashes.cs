using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Computes the hashes that suites name.</summary>
internal static class SuiteHashes
{
    /// <summary>
    /// The hash of the PRF and of Finished in TLS 1.2: that of the suite, or SHA-256 if it names an older one (RFC 5246 §5).
    /// </summary>
    public static SuiteHash PrfHash(CipherSuite suite) => suite.Hash is SuiteHash.Sha384 or SuiteHash.Sm3 ? suite.Hash : SuiteHash.Sha256;

    /// <summary>Output length in bytes.</summary>
    public static int Length(SuiteHash hash) => hash switch
    {
        SuiteHash.Md5 => 16,
        SuiteHash.Sha => 20,
        SuiteHash.Sha384 => 48,
        SuiteHash.Sha512 => 64,
        _ => 32,
    };

    /// <summary>Hashes data.</summary>
    public static byte[] Compute(SuiteHash hash, ReadOnlySpan<byte> data)
    {
        switch (hash)
        {
            case SuiteHash.Md5:
                return MD5.HashData(data);
            case SuiteHash.Sha:
                return SHA1.HashData(data);
            case SuiteHash.Sha384:
                return SHA384.HashData(data);
            case SuiteHash.Sha512:
                return SHA512.HashData(data);
            case SuiteHash.Sm3:
                SM3Digest digest = new();
                digest.BlockUpdate(data);
                byte[] output = new byte[digest.GetDigestSize()];
                digest.DoFinal(output);
                return output;
            default:
                return SHA256.HashData(data);
        }
    }
}
