namespace TlsDissect.Protocol;

/// <summary>Sizes of a suite's parts, in bytes (RFC 5246 §6.3 and appendix C).</summary>
internal static class BulkCipherProperties
{
    /// <summary>Size of the key that the cipher itself uses.</summary>
    public static int KeyLength(this BulkCipher cipher) => cipher switch
    {
        BulkCipher.Null => 0,
        BulkCipher.Des40 or BulkCipher.Des => 8,
        BulkCipher.TripleDes => 24,
        BulkCipher.Aes256 or BulkCipher.Camellia256 or BulkCipher.Aria256 or BulkCipher.ChaCha20 or BulkCipher.ChaCha20Draft or
        BulkCipher.Gost28147 or BulkCipher.Kuznyechik or BulkCipher.Magma or BulkCipher.Aegis256 => 32,
        _ => 16,
    };

    /// <summary>Number of key block bytes for one key. Smaller than the key if it is shortened for export (RFC 2246 §6.3.1).</summary>
    public static int KeyMaterialLength(this BulkCipher cipher) => cipher switch
    {
        BulkCipher.Rc2_40 or BulkCipher.Rc4_40 or BulkCipher.Des40 => 5,
        BulkCipher.Rc2_56 or BulkCipher.Rc4_56 => 7,
        _ => cipher.KeyLength(),
    };

    /// <summary>Size of the cipher's block; 0 for stream ciphers.</summary>
    public static int BlockLength(this BulkCipher cipher) => cipher switch
    {
        BulkCipher.Rc2_40 or BulkCipher.Rc2_56 or BulkCipher.Rc2_128 or BulkCipher.Des40 or BulkCipher.Des or BulkCipher.TripleDes or
            BulkCipher.Idea or
        BulkCipher.Gost28147 or BulkCipher.Magma => 8,
        BulkCipher.Seed or BulkCipher.Aes128 or BulkCipher.Aes256 or BulkCipher.Camellia128 or BulkCipher.Camellia256 or
        BulkCipher.Aria128 or BulkCipher.Aria256 or BulkCipher.Sm4 or BulkCipher.Kuznyechik => 16,
        _ => 0,
    };

    /// <summary>
    /// Number of key block bytes for one IV. With CBC, a block before TLS 1.1 and none since (RFC 4346 §6.2.3.2). With an AEAD, the salt in
    /// TLS 1.2 (RFC 5288 §3), and the whole nonce in TLS 1.3 and with ChaCha20 (RFC 7905 §2).
    /// </summary>
    public static int FixedIvLength(this CipherSuite suite, ProtocolVersion version) => suite switch
    {
        { Cipher: BulkCipher.Aegis256 } => 32,
        { Cipher: BulkCipher.Aegis128L } => 16,
        { Cipher: BulkCipher.ChaCha20Draft } => 0,
        { Mode: CipherMode.Poly1305 } => 12,
        { Mode: CipherMode.MgmL or CipherMode.MgmS } => suite.Cipher.BlockLength(),
        { Mode: CipherMode.Gcm or CipherMode.Ccm or CipherMode.Ccm8 } => version.IsTls13() ? 12 : 4,
        { Mode: CipherMode.Counter, Cipher: BulkCipher.Gost28147 } => 8,
        { Mode: CipherMode.Counter } => suite.Cipher.BlockLength() / 2,
        { Mode: CipherMode.Cbc } when version.Generation() <= TlsGeneration.Tls10 => suite.Cipher.BlockLength(),
        // RFC 9150 §5: the nonce of an integrity-only suite is as long as its MAC's output.
        { IsTls13: true } => suite.Mac.KeyLength(),
        _ => 0,
    };

    /// <summary>Size of the nonce or IV in the clear before each record's ciphertext.</summary>
    public static int RecordIvLength(this CipherSuite suite, ProtocolVersion version) => suite.Mode switch
    {
        CipherMode.Gcm or CipherMode.Ccm or CipherMode.Ccm8 when !version.IsTls13() => 8,
        CipherMode.Cbc when version.Generation() > TlsGeneration.Tls10 => suite.Cipher.BlockLength(),
        _ => 0,
    };

    /// <summary>Size of the authentication tag of a suite whose mode authenticates; otherwise 0.</summary>
    public static int TagLength(this CipherSuite suite) => suite switch
    {
        { Mac: not MacAlgorithm.Aead } => 0,
        { Mode: CipherMode.Ccm8 } => 8,
        { Cipher: BulkCipher.Magma } => 8,
        _ => 16,
    };

    /// <summary>Size of the MAC key. The MAC has the same size, except with GOST.</summary>
    public static int KeyLength(this MacAlgorithm mac) => mac switch
    {
        MacAlgorithm.Md5 => 16,
        MacAlgorithm.Sha => 20,
        MacAlgorithm.Sha256 or MacAlgorithm.GostR3411 or MacAlgorithm.GostImit or MacAlgorithm.Omac => 32,
        MacAlgorithm.Sha384 => 48,
        _ => 0,
    };

    /// <summary>Size of the MAC at a record's end.</summary>
    public static int Length(this MacAlgorithm mac, BulkCipher cipher) => mac switch
    {
        MacAlgorithm.GostImit => 4,
        MacAlgorithm.Omac => cipher.BlockLength(),
        _ => mac.KeyLength(),
    };
}
