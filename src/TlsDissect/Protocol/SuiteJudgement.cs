using System.Collections.Immutable;

namespace TlsDissect.Protocol;

/// <summary>The known weaknesses of a cipher suite, in short phrases. A suite without any gets none.</summary>
/// <remarks>Group sizes and certificates are the handshake's, and so is the version by itself.</remarks>
internal static class SuiteJudgement
{
    /// <summary>The phrases, the worst first, as in <c>RC4: forbidden by RFC 7465</c> and <c>no forward secrecy</c>.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="encryptThenMac">Whether the handshake agreed on encrypt_then_mac (RFC 7366), which removes the weakness of CBC.</param>
    /// <param name="version">The negotiated version; <c>null</c> judges the suite by itself.</param>
    public static ImmutableArray<string> Of(CipherSuite suite, bool encryptThenMac = false, ProtocolVersion? version = null)
    {
        if (suite.IsSignal) return [];
        string?[] phrases =
        [
            Encryption(suite),
            suite.Authentication is Authentication.Anonymous or Authentication.Null ? "no authentication" : null,
            suite.IsExport ? "export-grade keys: forbidden by RFC 9325" : null,
            Cipher(suite),
            suite.Mode == CipherMode.Cbc && suite.Cipher.BlockLength() == 8 ? "64-bit blocks (Sweet32)" : null,
            suite.Mode == CipherMode.Cbc && !encryptThenMac ? "CBC with MAC-then-encrypt" : null,
            Integrity(suite),
            suite.IsForwardSecret ? null : "no forward secrecy",
            KeyAgreement(suite, isOfTls12: version is null || version.Value.Generation() == TlsGeneration.Tls12),
        ];
        return [.. phrases.OfType<string>()];
    }

    /// <summary>RFC 9325 §4.1; RFC 9150 has suites for TLS 1.3 that only authenticate.</summary>
    private static string? Encryption(CipherSuite suite) => suite.Cipher == BulkCipher.Null ? "no encryption: forbidden by RFC 9325" : null;

    /// <summary>RFC 7465 for RC4; less than 112 bits of security are forbidden by RFC 9325 §4.1. Export suites say so already.</summary>
    private static string? Cipher(CipherSuite suite) => suite.Cipher switch
    {
        BulkCipher.Rc4_40 or BulkCipher.Rc4_56 or BulkCipher.Rc4_128 => "RC4: forbidden by RFC 7465",
        BulkCipher.Des when !suite.IsExport => "DES, 56-bit keys: forbidden by RFC 9325",
        _ => null,
    };

    private static string? Integrity(CipherSuite suite) => suite.Mac switch
    {
        MacAlgorithm.Null => "no integrity",
        MacAlgorithm.Md5 => "MD5 MAC",
        MacAlgorithm.Sha => "SHA-1 MAC",
        MacAlgorithm.Aead when suite.TagLength() == 8 => "64-bit tag",
        _ => null,
    };

    /// <summary>
    /// RFC 10015 forbids RSA and finite-field Diffie-Hellman in TLS 1.2; earlier versions are forbidden as a whole. RFC 9325 §4.1
    /// discourages static ECDH.
    /// </summary>
    private static string? KeyAgreement(CipherSuite suite, bool isOfTls12) => suite.KeyExchange switch
    {
        KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024 or KeyExchange.RsaPsk =>
            isOfTls12 ? "RSA key exchange: forbidden by RFC 10015" : "RSA key exchange",
        KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024
            or KeyExchange.DhePsk => isOfTls12 ? "finite-field DH: forbidden by RFC 10015" : "finite-field DH",
        KeyExchange.Ecdh when suite.Authentication != Authentication.Anonymous => "static ECDH: discouraged by RFC 9325",
        _ => null,
    };
}
