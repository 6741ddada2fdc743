using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>The pseudorandom function: MD5 and SHA-1 together up to TLS 1.1 (RFC 2246 §5), one hash since TLS 1.2 (RFC 5246 §5).</summary>
internal static class Prf
{
    /// <summary>Fills <paramref name="output"/> with pseudorandom bytes.</summary>
    public static void Compute(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> seed,
        Span<byte> output)
    {
        Span<byte> labelAndSeed = stackalloc byte[label.Length + seed.Length];
        Encoding.ASCII.GetBytes(label, labelAndSeed);
        seed.CopyTo(labelAndSeed[label.Length..]);

        if (version.Generation() >= TlsGeneration.Tls12)
        {
            Expand(SuiteHashes.PrfHash(suite), secret, labelAndSeed, output);
            return;
        }

        // Each hash takes half of the secret; both take an odd middle byte.
        int half = (secret.Length + 1) / 2;
        Span<byte> sha = output.Length <= 256 ? stackalloc byte[output.Length] : new byte[output.Length];
        Expand(SuiteHash.Md5, secret[..half], labelAndSeed, output);
        Expand(SuiteHash.Sha, secret[^half..], labelAndSeed, sha);
        for (int i = 0; i < output.Length; i++) output[i] ^= sha[i];
    }

    /// <summary>
    /// Computes P_hash of RFC 5246 §5: A(i) = HMAC(secret, A(i-1)), output HMAC(secret, A(i) + seed). The secret is hashed once and its
    /// state kept, which saves a third of the time.
    /// </summary>
    private static void Expand(SuiteHash hash, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> seed, Span<byte> output)
    {
        using IncrementalHash? keyed = Keyed(hash, secret);
        int size = SuiteHashes.Length(hash);
        Span<byte> block = stackalloc byte[64];
        Span<byte> input = stackalloc byte[size + seed.Length];
        Span<byte> chain = input[..size];
        Hmac(keyed, hash, secret, seed, chain);
        seed.CopyTo(input[size..]);
        while (!output.IsEmpty)
        {
            Hmac(keyed, hash, secret, input, block);
            int taken = Math.Min(size, output.Length);
            block[..taken].CopyTo(output);
            output = output[taken..];
            if (output.IsEmpty) return;
            Hmac(keyed, hash, secret, chain, block);
            block[..size].CopyTo(chain);
        }
    }

    /// <summary>Creates an HMAC that keeps its key; <c>null</c> for the hash that .NET lacks.</summary>
    private static IncrementalHash? Keyed(SuiteHash hash, ReadOnlySpan<byte> key) => hash switch
    {
        SuiteHash.Md5 => IncrementalHash.CreateHMAC(HashAlgorithmName.MD5, key),
        SuiteHash.Sha => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key),
        SuiteHash.Sha384 => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA384, key),
        SuiteHash.Sha512 => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, key),
        SuiteHash.Sm3 => null,
        _ => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key),
    };

    private static void Hmac(IncrementalHash? keyed, SuiteHash hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> output)
    {
        if (keyed is null)
        {
            Hmac(hash, key, data, output);
            return;
        }

        keyed.AppendData(data);
        keyed.GetHashAndReset(output);
    }

    /// <summary>Computes HMAC with one of the suites' hashes, into the start of <paramref name="output"/>.</summary>
    internal static void Hmac(SuiteHash hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> output)
    {
        switch (hash)
        {
            case SuiteHash.Md5:
                HMACMD5.HashData(key, data, output);
                break;
            case SuiteHash.Sha:
                HMACSHA1.HashData(key, data, output);
                break;
            case SuiteHash.Sha384:
                HMACSHA384.HashData(key, data, output);
                break;
            case SuiteHash.Sha512:
                HMACSHA512.HashData(key, data, output);
                break;
            case SuiteHash.Sm3:
                HMac sm3 = new(new SM3Digest());
                sm3.Init(new KeyParameter(key));
                sm3.BlockUpdate(data);
                sm3.DoFinal(output);
                break;
            default:
                HMACSHA256.HashData(key, data, output);
                break;
        }
    }
}
