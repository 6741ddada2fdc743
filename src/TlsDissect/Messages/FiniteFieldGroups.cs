using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// The Diffie-Hellman groups of RFC 7919. Before TLS 1.3, a ServerKeyExchange gives the prime and the generator, not a number.
/// </summary>
internal static class FiniteFieldGroups
{
    /// <summary>
    /// The first bytes of all the primes: ones, then the digits of e (RFC 7919 appendix A). They rule out other primes without a hash.
    /// </summary>
    private static ReadOnlySpan<byte> Beginning =>
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xAD, 0xF8, 0x54, 0x58, 0xA2, 0xBB, 0x4A, 0x9A];

    /// <summary>Finds the group; <c>null</c> if the parameters belong to another group.</summary>
    /// <param name="prime">dh_p.</param>
    /// <param name="generator">dh_g.</param>
    public static NamedGroup? Find(ReadOnlySpan<byte> prime, ReadOnlySpan<byte> generator)
    {
        if (generator is not [2] || !prime.StartsWith(Beginning)) return null;
        (NamedGroup group, string sha256) = prime.Length switch
        {
            256 => (NamedGroup.ffdhe2048, "9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"),
            384 => (NamedGroup.ffdhe3072, "0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"),
            512 => (NamedGroup.ffdhe4096, "4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"),
            768 => (NamedGroup.ffdhe6144, "227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"),
            1024 => (NamedGroup.ffdhe8192, "770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"),
            _ => (default, ""),
        };
        return sha256.Length > 0 && Convert.ToHexStringLower(SHA256.HashData(prime)) == sha256 ? group : null;
    }
}
