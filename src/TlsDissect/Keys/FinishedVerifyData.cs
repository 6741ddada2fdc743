using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Computes the verify_data of a Finished (RFC 5246 §7.4.9).</summary>
internal static class FinishedVerifyData
{
    private const int Length = 12;

    /// <summary>Computes verify_data: 36 bytes in SSL 3.0, 12 since TLS 1.0.</summary>
    public static byte[] Compute(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> master, Sender sender,
        ReadOnlySpan<byte> transcript)
    {
        if (version == ProtocolVersion.Ssl30) return Ssl30.FinishedVerifyData(master, sender, transcript);
        byte[] output = new byte[Length];
        string label = sender == Sender.Client ? "client finished" : "server finished";
        Prf.Compute(version, suite, master, label, TranscriptHash(version, suite, transcript), output);
        return output;
    }

    /// <summary>Hashes the transcript: MD5 followed by SHA-1 up to TLS 1.1, the PRF's hash since TLS 1.2.</summary>
    public static byte[] TranscriptHash(ProtocolVersion version, CipherSuite suite, ReadOnlySpan<byte> transcript) =>
        version.Generation() >= TlsGeneration.Tls12
        ? SuiteHashes.Compute(SuiteHashes.PrfHash(suite), transcript)
        : [.. MD5.HashData(transcript), .. SHA1.HashData(transcript)];
}
