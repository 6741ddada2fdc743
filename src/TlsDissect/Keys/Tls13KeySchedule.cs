using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// The part of TLS 1.3's key schedule that starts from a traffic secret (RFC 8446 §7.1 to §7.3). Secrets come from key logs and captures.
/// One that is not as long as the suite's hash belongs to another suite, so the result is <c>null</c>.
/// </summary>
internal static class Tls13KeySchedule
{
    /// <summary>Derives write_key and write_iv, and in DTLS sn_key, from a traffic secret.</summary>
    public static DirectionKeys? TryDeriveKeys(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> trafficSecret)
    {
        if (!Fits(suite.Hash, trafficSecret)) return null;
        // RFC 9150 §5: the key of a suite that only authenticates is the HMAC key.
        byte[] key = new byte[suite.Cipher == BulkCipher.Null ? suite.Mac.KeyLength() : suite.Cipher.KeyLength()];
        byte[] iv = new byte[suite.FixedIvLength(version)];
        ExpandLabel(version, suite.Hash, trafficSecret, "key", default, key);
        ExpandLabel(version, suite.Hash, trafficSecret, "iv", default, iv);
        if (!version.IsDtls()) return new DirectionKeys([], key, iv);
        byte[] numberKey = new byte[key.Length];
        ExpandLabel(version, suite.Hash, trafficSecret, "sn", default, numberKey);
        return new DirectionKeys([], key, iv) { NumberKey = numberKey };
    }

    /// <summary>Derives the secret after a KeyUpdate.</summary>
    public static byte[]? TryNextGeneration(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> trafficSecret)
    {
        if (!Fits(suite.Hash, trafficSecret)) return null;
        byte[] next = new byte[SuiteHashes.Length(suite.Hash)];
        string label = version.DraftNumber() < 20 ? "application traffic secret" : "traffic upd";
        ExpandLabel(version, suite.Hash, trafficSecret, label, default, next);
        return next;
    }

    /// <summary>Computes the verify_data of a Finished (§4.4.4).</summary>
    public static byte[]? TryFinishedVerifyData(ProtocolVersion version, SuiteHash hash, ReadOnlySpan<byte> trafficSecret,
        ReadOnlySpan<byte> transcriptHash)
    {
        if (!Fits(hash, trafficSecret)) return null;
        byte[] key = new byte[SuiteHashes.Length(hash)];
        ExpandLabel(version, hash, trafficSecret, "finished", default, key);
        return HmacOf(hash, key, transcriptHash);
    }

    /// <summary>HKDF-Extract (RFC 5869 §2.2).</summary>
    public static byte[] Extract(SuiteHash hash, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> keyMaterial) =>
        HmacOf(hash, salt, keyMaterial);

    /// <summary>The suite's hash.</summary>
    public static byte[] Hash(CipherSuite suite, ReadOnlySpan<byte> transcript) => SuiteHashes.Compute(suite.Hash, transcript);

    /// <summary>HKDF-Expand-Label (§7.1). Drafts before 20 and DTLS have another prefix (RFC 9147 §5.9).</summary>
    public static void ExpandLabel(ProtocolVersion version, SuiteHash hash, ReadOnlySpan<byte> secret, string label,
        ReadOnlySpan<byte> context, Span<byte> output)
    {
        string full = (version.IsDtls() ? "dtls13" : version.DraftNumber() < 20 ? "TLS 1.3, " : "tls13 ") + label;
        Span<byte> info = stackalloc byte[2 + 1 + 255 + 1 + 255];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)output.Length);
        info[2] = (byte)full.Length;
        int at = 3 + Encoding.ASCII.GetBytes(full, info[3..]);
        info[at++] = (byte)context.Length;
        context.CopyTo(info[at..]);
        Expand(hash, secret, info[..(at + context.Length)], output);
    }

    /// <summary>HKDF-Expand (RFC 5869 §2.3).</summary>
    internal static void Expand(SuiteHash hash, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> info, Span<byte> output)
    {
        if (hash is SuiteHash.Sha256 or SuiteHash.Sha384)
        {
            HKDF.Expand(hash == SuiteHash.Sha384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256, secret, output, info);
            return;
        }

        ExpandByHmac(hash, secret, info, output);
    }

    /// <summary>HKDF-Expand for the hashes that .NET's HKDF lacks.</summary>
    internal static void ExpandByHmac(SuiteHash hash, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> info, Span<byte> output)
    {
        byte[] block = [];
        for (byte counter = 1; !output.IsEmpty; counter++)
        {
            block = HmacOf(hash, secret, [.. block, .. info, counter]);
            int taken = Math.Min(block.Length, output.Length);
            block.AsSpan(0, taken).CopyTo(output);
            output = output[taken..];
        }
    }

    private static bool Fits(SuiteHash hash, ReadOnlySpan<byte> secret) => secret.Length == SuiteHashes.Length(hash);

    private static byte[] HmacOf(SuiteHash hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[SuiteHashes.Length(hash)];
        Prf.Hmac(hash, key, data, output);
        return output;
    }
}
