using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Derives the key block and divides it between the directions (RFC 5246 §6.3).</summary>
internal static class KeyBlock
{
    /// <summary>Derives the keys of both directions, the client's first.</summary>
    public static DirectionKeys[] Derive(RecordProtection protection, ReadOnlySpan<byte> master, ReadOnlySpan<byte> clientRandom,
        ReadOnlySpan<byte> serverRandom)
    {
        CipherSuite suite = protection.CipherSuite;
        int macLength = suite.Mac.KeyLength();
        int keyLength = suite.Cipher.KeyMaterialLength();
        int ivLength = suite.IsExport ? 0 : suite.FixedIvLength(protection.Version);

        Span<byte> block = stackalloc byte[2 * (macLength + keyLength + ivLength)];
        Expand(protection, master, "key expansion", serverRandom, clientRandom, block);

        DirectionKeys[] keys = new DirectionKeys[2];
        foreach (Sender sender in (ReadOnlySpan<Sender>)[Sender.Client, Sender.Server])
        {
            int side = (int)sender;
            byte[] macKey = block.Slice(side * macLength, macLength).ToArray();
            byte[] key = block.Slice(2 * macLength + side * keyLength, keyLength).ToArray();
            byte[] iv = block.Slice(2 * (macLength + keyLength) + side * ivLength, ivLength).ToArray();
            keys[side] = suite.IsExport
                ? Shortened(protection, macKey, key, clientRandom, serverRandom, sender)
                : new DirectionKeys(macKey, key, iv);
        }

        return keys;
    }

    /// <summary>
    /// Expands a secret with the randoms. The key block has the server random first; the master secret had it last (RFC 5246 §6.3).
    /// </summary>
    private static void Expand(RecordProtection protection, ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second, Span<byte> output)
    {
        if (protection.Version == ProtocolVersion.Ssl30)
        {
            Ssl30.Expand(secret, first, second, output);
            return;
        }

        Span<byte> seed = stackalloc byte[64];
        first.CopyTo(seed);
        second.CopyTo(seed[32..]);
        Prf.Compute(protection.Version, protection.CipherSuite, secret, label, seed, output);
    }

    /// <summary>
    /// Derives the keys of an export suite. 40 or 56 secret bits become a whole key with the randoms, and the IVs come from the randoms
    /// alone (RFC 2246 §6.3.1). TLS 1.1 forbids these suites, but old servers use them nevertheless. DES with its 56 bits is treated
    /// likewise in an export suite (draft-ietf-tls-56-bit-ciphersuites).
    /// </summary>
    private static DirectionKeys Shortened(RecordProtection protection, byte[] macKey, byte[] secretKey, ReadOnlySpan<byte> clientRandom,
        ReadOnlySpan<byte> serverRandom, Sender sender)
    {
        CipherSuite suite = protection.CipherSuite;
        byte[] key = new byte[suite.Cipher.KeyLength()];
        int ivLength = suite.FixedIvLength(protection.Version);
        ReadOnlySpan<byte> own = sender == Sender.Client ? clientRandom : serverRandom;
        ReadOnlySpan<byte> other = sender == Sender.Client ? serverRandom : clientRandom;

        if (protection.Version == ProtocolVersion.Ssl30)
        {
            // RFC 6101 §6.2.2.1: the writer's random comes first in both.
            byte[] keyHash = MD5.HashData([.. secretKey, .. own, .. other]);
            keyHash.AsSpan(0, key.Length).CopyTo(key);
            return new DirectionKeys(macKey, key, MD5.HashData([.. own, .. other])[..ivLength]);
        }

        Expand(protection, secretKey, sender == Sender.Client ? "client write key" : "server write key", clientRandom, serverRandom, key);
        byte[] ivBlock = new byte[2 * ivLength];
        Expand(protection, [], "IV block", clientRandom, serverRandom, ivBlock);
        return new DirectionKeys(macKey, key, ivBlock.AsSpan((int)sender * ivLength, ivLength).ToArray());
    }
}
