using System.Security.Cryptography;

namespace TlsDissect.Findings.Protocol;

/// <summary>A prime that many servers share.</summary>
/// <param name="Sha256">SHA-256 of its bytes, in hexadecimal.</param>
/// <param name="Name">Where it comes from; empty if nothing is wrong with it.</param>
/// <param name="Severity">Severity of its use.</param>
internal sealed record KnownPrime(string Sha256, string Name, FindingSeverity Severity);

/// <summary>Primes for Diffie-Hellman that are known: the good ones need no test of their own, the bad ones are named.</summary>
internal static class KnownPrimes
{
    private static readonly Dictionary<string, KnownPrime> Table = new KnownPrime[]
    {
        // The MODP groups of RFC 2409 §6 and RFC 3526, and the groups of RFC 7919.
        new("b52ba6a3026520a6c49d37e4587601801bee500123b3259b6bf03e7cecc3e63d", "Oakley group 1 of RFC 2409", FindingSeverity.High),
        new("3f35a3f5f6c4376a744acad409bb22f8d897f949d2311d885adaa890981b67a0", "Oakley group 2 of RFC 2409", FindingSeverity.High),
        Good("64fcc83ec403930bf18393dbc883ccaa1fbb08ac876f77f7aa99748ca945019b"),
        Good("d66436f79bbd6b2e38c0ffbd079be904d2641415e2e67140e09448be9a60890e"),
        Good("48cf8b092fbce4359d9871abf74f98e25b6163379eaa15cd9087e800c6d1c55c"),
        Good("4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33"),
        Good("d1bfe6d0925ce7e4da262b62861514a7755e35831e429f343e7b864848657efd"),
        Good("39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf"),
        Good("9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"),
        Good("0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"),
        Good("4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"),
        Good("227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"),
        Good("770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"),
        // The origin of RFC 5114's primes is not explained, and their subgroups are small.
        new("44c55cfee5c075927cf682da5b681bdecbd5c3eb0784c14f5dce7610f0ef133d", "RFC 5114 §2.1", FindingSeverity.High),
        new("bfe545862ca102ad1eeddb5fbfa5bf855ac4995c56a8b408ce3fe099dce93a9d", "RFC 5114 §2.2", FindingSeverity.Low),
        new("0b7835722cb619827610c2549fdda5587421686c4409a13865e76225522ddcc9", "RFC 5114 §2.3", FindingSeverity.Low),
        // What programs had built in.
        new("db01e702899166da28c9bc7896af62bcdf0c96d0fb341950ba80e68bd51a57ef", "Apache 2.2, for export", FindingSeverity.High),
        new("bf910d9df4e0b2e76cda7443f592aa118e33ba2c224ebc27fb8978d873c8c2e3", "Apache 2.2", FindingSeverity.High),
        new("8ae47dca3d24e9b64640062686da234dcabada26b0da6f090c5449c1338d9a11", "nginx before 1.11", FindingSeverity.High),
    }.ToDictionary(prime => prime.Sha256);

    /// <summary>Finds a prime; <c>null</c> if it is not known.</summary>
    /// <param name="prime">Its bytes without zeros before them.</param>
    public static KnownPrime? Find(ReadOnlySpan<byte> prime) => Table.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(prime)));

    private static KnownPrime Good(string sha256) => new(sha256, "", FindingSeverity.Info);
}
