namespace TlsDissect.Protocol;

/// <summary>
/// OpenSSL's names of cipher suites, as <c>openssl ciphers</c> or its headers have them. They follow from a suite's parts. Some suites
/// have a name in the headers only, such as ADH-ARIA128-GCM-SHA256: OpenSSL does not implement them.
/// </summary>
internal static class OpenSslNames
{
    /// <summary>OpenSSL's name, also if OpenSSL does not implement the suite; <c>null</c> if it has no name for it.</summary>
    public static string? OpenSslName(this CipherSuite suite)
    {
        // OpenSSL has the suites of RFC 8446, under their registered names.
        bool isOfRfc8446 = suite.Id is >= CipherSuiteId.TLS_AES_128_GCM_SHA256 and <= CipherSuiteId.TLS_AES_128_CCM_8_SHA256;
        if (suite.IsTls13) return isOfRfc8446 ? suite.Name : null;
        return IsOfOpenSsl(suite) && KeyAgreement(suite) is string key && Cipher(suite) is string cipher
            ? $"{(suite.IsExport ? "EXP-" : "")}{key}{cipher}{Integrity(suite)}"
            : null;
    }

    /// <summary>Suites that OpenSSL never had, although it has their parts.</summary>
    private static bool IsOfOpenSsl(CipherSuite suite) => suite switch
    {
        { KeyExchange: KeyExchange.RsaExport1024 or KeyExchange.DheExport1024 } => false,
        { KeyExchange: KeyExchange.EcdhePsk, Mode: CipherMode.Gcm or CipherMode.Ccm or CipherMode.Ccm8 } => false,
        { Cipher: BulkCipher.Camellia128 or BulkCipher.Camellia256, Mode: CipherMode.Gcm } => false,
        { Cipher: BulkCipher.Aria128 or BulkCipher.Aria256, Mode: CipherMode.Cbc } => false,
        _ => suite.Name.StartsWith("TLS_", StringComparison.Ordinal),
    };

    /// <summary>RSA is left out, as are the signatures of ARIA's suites with RSA.</summary>
    private static string? KeyAgreement(CipherSuite suite) => suite.KeyExchange switch
    {
        KeyExchange.Rsa or KeyExchange.RsaExport => "",
        KeyExchange.Dh or KeyExchange.DhExport when suite.Authentication == Authentication.Anonymous => "ADH-",
        KeyExchange.Dh or KeyExchange.DhExport => $"DH-{suite.Authentication.DisplayName()}-",
        KeyExchange.Dhe or KeyExchange.DheExport => $"DHE-{suite.Authentication.DisplayName()}-",
        KeyExchange.Ecdh when suite.Authentication == Authentication.Anonymous => "AECDH-",
        KeyExchange.Ecdh or KeyExchange.Ecdhe
            when suite is { Authentication: Authentication.Rsa, Cipher: BulkCipher.Aria128 or BulkCipher.Aria256 } =>
            $"{suite.KeyExchange.DisplayName()}-",
        KeyExchange.Ecdh or KeyExchange.Ecdhe => $"{suite.KeyExchange.DisplayName()}-{suite.Authentication.DisplayName()}-",
        KeyExchange.Psk => "PSK-",
        KeyExchange.RsaPsk => "RSA-PSK-",
        KeyExchange.DhePsk => "DHE-PSK-",
        KeyExchange.EcdhePsk => "ECDHE-PSK-",
        KeyExchange.Srp when suite.Authentication == Authentication.Srp => "SRP-",
        KeyExchange.Srp => $"SRP-{suite.Authentication.DisplayName()}-",
        _ => null,
    };

    private static string? Cipher(CipherSuite suite) => suite.Cipher switch
    {
        BulkCipher.Null => "NULL",
        BulkCipher.Rc4_40 or BulkCipher.Rc4_128 => "RC4",
        BulkCipher.Rc2_40 => "RC2-CBC",
        BulkCipher.Des40 or BulkCipher.Des => "DES-CBC",
        BulkCipher.TripleDes => SpellsMode(suite) ? "3DES-EDE-CBC" : "DES-CBC3",
        BulkCipher.Idea => "IDEA-CBC",
        BulkCipher.Seed => "SEED",
        BulkCipher.Aes128 or BulkCipher.Aes256 => Aes(suite, suite.Cipher == BulkCipher.Aes128 ? "128" : "256"),
        BulkCipher.Camellia128 => "CAMELLIA128",
        BulkCipher.Camellia256 => "CAMELLIA256",
        BulkCipher.Aria128 => "ARIA128",
        BulkCipher.Aria256 => "ARIA256",
        BulkCipher.ChaCha20 => "CHACHA20-POLY1305",
        _ => null,
    };

    private static string Aes(CipherSuite suite, string size) => suite switch
    {
        { KeyExchange: KeyExchange.Srp } => $"AES-{size}-CBC",
        { Mode: CipherMode.Cbc } when SpellsMode(suite) => $"AES{size}-CBC",
        _ => $"AES{size}",
    };

    /// <summary>The suites of PSK and SRP say CBC, the others do not.</summary>
    private static bool SpellsMode(CipherSuite suite) =>
        suite.KeyExchange is KeyExchange.Psk or KeyExchange.RsaPsk or KeyExchange.DhePsk or KeyExchange.EcdhePsk or KeyExchange.Srp;

    private static string Integrity(CipherSuite suite) => suite.Mode switch
    {
        CipherMode.Gcm => $"-GCM-{suite.Hash.DisplayName()}",
        CipherMode.Ccm => "-CCM",
        CipherMode.Ccm8 => "-CCM8",
        CipherMode.Poly1305 => "",
        _ => $"-{suite.Mac.DisplayName()}",
    };
}
