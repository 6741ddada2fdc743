using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>What a Finished must hold (RFC 5246 §7.4.9).</summary>
internal static class FinishedVerifyData
{
    private const int Length = 12;

    /// <summary>36 bytes in SSL 3.0, 12 since.</summary>
    public static byte[] Compute(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> master, Sender sender, ReadOnlySpan<byte> transcript)
    {
        if (version == ProtocolVersion.Ssl30) return Ssl30.FinishedVerifyData(master, sender, transcript);
        byte[] output = new byte[Length];
        string label = sender == Sender.Client ? "client finished" : "server finished";
        Prf.Compute(version, suite, master, label, TranscriptHash(version, suite, transcript), output);
        return output;
    }

    /// <summary>MD5 and SHA-1 one after the other to TLS 1.1, the PRF's hash since.</summary>
    public static byte[] TranscriptHash(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> transcript) => version.Generation() >= TlsGeneration.Tls12
        ? SuiteHashes.Compute(SuiteHashes.PrfHash(suite), transcript)
        : [.. MD5.HashData(transcript), .. SHA1.HashData(transcript)];
}
