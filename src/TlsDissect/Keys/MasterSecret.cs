using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Derives the master secret from the premaster secret.</summary>
internal static class MasterSecret
{
    /// <summary>Size of the master secret in bytes, in every version up to TLS 1.2.</summary>
    public const int Length = 48;

    /// <summary>Derives it from both randoms, the client's first (RFC 5246 §8.1).</summary>
    public static byte[] Derive(RecordProtection protection, ReadOnlySpan<byte> premaster, ReadOnlySpan<byte> clientRandom,
        ReadOnlySpan<byte> serverRandom)
    {
        byte[] master = new byte[Length];
        if (protection.Version == ProtocolVersion.Ssl30)
        {
            Ssl30.Expand(premaster, clientRandom, serverRandom, master);
            return master;
        }

        Span<byte> seed = stackalloc byte[64];
        clientRandom.CopyTo(seed);
        serverRandom.CopyTo(seed[32..]);
        Prf.Compute(protection.Version, protection.CipherSuite, premaster, "master secret", seed, master);
        return master;
    }

    /// <summary>The hash of the transcript up to and including the ClientKeyExchange (RFC 7627 §3).</summary>
    public static byte[] SessionHash(RecordProtection protection, ReadOnlySpan<byte> transcriptThroughClientKeyExchange) =>
        FinishedVerifyData.TranscriptHash(protection.Version, protection.CipherSuite, transcriptThroughClientKeyExchange);

    /// <summary>From the session hash instead of the randoms (RFC 7627 §4).</summary>
    public static byte[] DeriveExtended(RecordProtection protection, ReadOnlySpan<byte> premaster, ReadOnlySpan<byte> sessionHash)
    {
        byte[] master = new byte[Length];
        Prf.Compute(protection.Version, protection.CipherSuite, premaster, "extended master secret", sessionHash, master);
        return master;
    }
}
