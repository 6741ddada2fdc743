using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The sender's proof that both sides saw the same handshake and have the same keys (RFC 5246 §7.4.9, RFC 8446 §4.4.4).</summary>
internal sealed record Finished() : HandshakeMessage(HandshakeType.Finished)
{
    /// <summary>verify_data: 36 bytes in SSL 3.0, 12 in TLS 1.0 to 1.2, as long as the suite's hash in TLS 1.3.</summary>
    public required byte[] VerifyData { get; init; }

    internal static Finished Read(ref TlsReader reader, in HandshakeContext context) => new()
    {
        VerifyData = reader.Read(Length(context, reader.Remaining), "verify_data").ToArray(),
    };

    private static int Length(in HandshakeContext context, int present) => context.Version.Generation() switch
    {
        TlsGeneration.Ssl30 => 36,
        TlsGeneration.Tls10 or TlsGeneration.Tls11 => 12,
        // Two GOST suites have verify_data_length 32 (RFC 9189 §4.1).
        TlsGeneration.Tls12 => context.CipherSuite?.Mac == MacAlgorithm.Omac ? 32 : 12,
        not TlsGeneration.Tls13 => present,
        _ => context.CipherSuite?.Hash switch
        {
            SuiteHash.Sha256 or SuiteHash.Sm3 or SuiteHash.Streebog256 => 32,
            SuiteHash.Sha384 => 48,
            SuiteHash.Sha512 => 64,
            _ => present,
        },
    };
}
