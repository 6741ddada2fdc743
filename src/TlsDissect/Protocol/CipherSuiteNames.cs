namespace TlsDissect.Protocol;

/// <summary>
/// Names of a suite's parts as in the suite's name: <c>RSA_PSK</c>, <c>AES_128</c>, <c>CBC</c>. <c>null</c> if the suite does not fix a
/// part or has none.
/// </summary>
internal static class CipherSuiteNames
{
    /// <summary>Returns <c>TLS</c>, or <c>SSL</c> for the few suites that were only defined for SSL 3.0.</summary>
    public static string Protocol(this CipherSuite suite) => suite.Name.Contains("SSL_", StringComparison.Ordinal) ? "SSL" : "TLS";

    /// <summary>The key exchange.</summary>
    public static string? DisplayName(this KeyExchange keyExchange) => keyExchange switch
    {
        KeyExchange.Null => "NULL",
        KeyExchange.Rsa => "RSA",
        KeyExchange.RsaExport => "RSA_EXPORT",
        KeyExchange.RsaExport1024 => "RSA_EXPORT1024",
        KeyExchange.Dh => "DH",
        KeyExchange.DhExport => "DH_EXPORT",
        KeyExchange.Dhe => "DHE",
        KeyExchange.DheExport => "DHE_EXPORT",
        KeyExchange.DheExport1024 => "DHE_EXPORT1024",
        KeyExchange.Ecdh => "ECDH",
        KeyExchange.Ecdhe => "ECDHE",
        KeyExchange.Psk => "PSK",
        KeyExchange.RsaPsk => "RSA_PSK",
        KeyExchange.DhePsk => "DHE_PSK",
        KeyExchange.EcdhePsk => "ECDHE_PSK",
        KeyExchange.Krb5 => "KRB5",
        KeyExchange.Krb5Export => "KRB5_EXPORT",
        KeyExchange.Srp => "SRP_SHA",
        KeyExchange.Eccpwd => "ECCPWD",
        KeyExchange.Ecjpake => "ECJPAKE",
        KeyExchange.Gost94 => "GOSTR341094",
        KeyExchange.Gost2001 => "GOSTR341001",
        KeyExchange.Gost2012 => "GOSTR341112_256",
        _ => null,
    };

    /// <summary>The authentication.</summary>
    public static string? DisplayName(this Authentication authentication) => authentication switch
    {
        Authentication.Null => "NULL",
        Authentication.Rsa => "RSA",
        Authentication.Dss => "DSS",
        Authentication.Ecdsa => "ECDSA",
        Authentication.Anonymous => "anon",
        Authentication.Psk => "PSK",
        Authentication.Krb5 => "KRB5",
        Authentication.Srp => "SRP_SHA",
        Authentication.Eccpwd => "ECCPWD",
        Authentication.Ecjpake => "ECJPAKE",
        Authentication.Gost94 => "GOSTR341094",
        Authentication.Gost2001 => "GOSTR341001",
        Authentication.Gost2012 => "GOSTR341112_256",
        _ => null,
    };

    /// <summary>The cipher with its key size.</summary>
    public static string? DisplayName(this BulkCipher cipher) => cipher switch
    {
        BulkCipher.Null => "NULL",
        BulkCipher.Rc2_40 => "RC2_40",
        BulkCipher.Rc2_56 => "RC2_56",
        BulkCipher.Rc2_128 => "RC2_128",
        BulkCipher.Rc4_40 => "RC4_40",
        BulkCipher.Rc4_56 => "RC4_56",
        BulkCipher.Rc4_128 => "RC4_128",
        BulkCipher.Des40 => "DES40",
        BulkCipher.Des => "DES",
        BulkCipher.TripleDes => "3DES_EDE",
        BulkCipher.Idea => "IDEA",
        BulkCipher.Seed => "SEED",
        BulkCipher.Aes128 => "AES_128",
        BulkCipher.Aes256 => "AES_256",
        BulkCipher.Camellia128 => "CAMELLIA_128",
        BulkCipher.Camellia256 => "CAMELLIA_256",
        BulkCipher.Aria128 => "ARIA_128",
        BulkCipher.Aria256 => "ARIA_256",
        BulkCipher.Sm4 => "SM4",
        BulkCipher.ChaCha20 or BulkCipher.ChaCha20Draft => "CHACHA20",
        BulkCipher.Gost28147 => "28147",
        BulkCipher.Kuznyechik => "KUZNYECHIK",
        BulkCipher.Magma => "MAGMA",
        BulkCipher.Aegis128L => "AEGIS_128L",
        BulkCipher.Aegis256 => "AEGIS_256",
        _ => null,
    };

    /// <summary>The mode.</summary>
    public static string? DisplayName(this CipherMode mode) => mode switch
    {
        CipherMode.Cbc => "CBC",
        CipherMode.Gcm => "GCM",
        CipherMode.Ccm => "CCM",
        CipherMode.Ccm8 => "CCM_8",
        CipherMode.Poly1305 => "POLY1305",
        CipherMode.Counter => "CTR",
        CipherMode.MgmL => "MGM_L",
        CipherMode.MgmS => "MGM_S",
        _ => null,
    };

    /// <summary>The MAC.</summary>
    public static string? DisplayName(this MacAlgorithm mac) => mac switch
    {
        MacAlgorithm.Null => "NULL",
        MacAlgorithm.Md5 => "MD5",
        MacAlgorithm.Sha => "SHA",
        MacAlgorithm.Sha256 => "SHA256",
        MacAlgorithm.Sha384 => "SHA384",
        MacAlgorithm.Aead => "AEAD",
        MacAlgorithm.GostR3411 => "GOSTR3411",
        MacAlgorithm.GostImit => "IMIT",
        MacAlgorithm.Omac => "OMAC",
        _ => null,
    };

    /// <summary>The hash.</summary>
    public static string? DisplayName(this SuiteHash hash) => hash switch
    {
        SuiteHash.Md5 => "MD5",
        SuiteHash.Sha => "SHA",
        SuiteHash.Sha256 => "SHA256",
        SuiteHash.Sha384 => "SHA384",
        SuiteHash.Sha512 => "SHA512",
        SuiteHash.Sm3 => "SM3",
        SuiteHash.GostR341194 => "GOSTR3411",
        SuiteHash.Streebog256 => "GOSTR3411_2012_256",
        _ => null,
    };
}
