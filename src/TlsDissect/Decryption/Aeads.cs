using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>Creates AEADs: those of .NET, otherwise those of BouncyCastle.</summary>
internal static class Aeads
{
    /// <summary>Whether <see cref="Create"/> supports the AEAD of the suite.</summary>
    public static bool Has(CipherSuite suite) => suite switch
    {
        { Cipher: BulkCipher.Aes128 or BulkCipher.Aes256, Mode: CipherMode.Gcm or CipherMode.Ccm or CipherMode.Ccm8 } => true,
        { Cipher: BulkCipher.ChaCha20 or BulkCipher.ChaCha20Draft } => true,
        { Cipher: BulkCipher.Null, IsTls13: true, Mac: MacAlgorithm.Sha256 or MacAlgorithm.Sha384 } => true,
        { Mode: CipherMode.Gcm or CipherMode.Ccm } => BlockEngines.Has(suite.Cipher),
        _ => false,
    };

    /// <summary>Creates the AEAD of a suite for which <see cref="Has"/> is <c>true</c>.</summary>
    public static IAead Create(CipherSuite suite, byte[] key) => (suite.Cipher, suite.Mode) switch
    {
        (BulkCipher.Aes128 or BulkCipher.Aes256, CipherMode.Gcm) => Gcm(key),
        (BulkCipher.Aes128 or BulkCipher.Aes256, _) => new AesCcmAead(key, suite.TagLength()),
        (BulkCipher.ChaCha20, _) => new ChaCha20Poly1305Aead(key),
        (BulkCipher.ChaCha20Draft, _) => new ChaCha20DraftAead(key),
        (BulkCipher.Null, _) => new IntegrityOnlyAead(suite.Mac, key),
        (_, CipherMode.Gcm) => new EngineGcmAead(suite.Cipher, key),
        _ => new EngineCcmAead(suite.Cipher, key),
    };

    private static IAead Gcm(byte[] key) =>
        LibCrypto.AesGcm(key.Length) is not 0 and nint cipher ? new LibCryptoGcmAead(cipher, key) : new AesGcmAead(key);
}
