using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>From what was negotiated to the class that opens it: one arm for each cipher.</summary>
internal static class RecordDecryptorFactory
{
    /// <summary>Whether <see cref="Create"/> knows this protection.</summary>
    public static bool IsSupported(RecordProtection protection)
    {
        CipherSuite suite = protection.CipherSuite;
        if (protection.CompressionMethod != 0) return false;
        bool isAead = suite.Mac == MacAlgorithm.Aead;
        if (protection.Version.IsTls13()) return isAead && HasAead(suite);
        return isAead ? protection.Version == ProtocolVersion.Tls12 && HasAead(suite) : HasCbc(suite) && RecordMac.IsSupported(protection);
    }

    /// <summary>Makes the decryptor, or <c>null</c> where there is none.</summary>
    public static RecordDecryptor? Create(RecordProtection protection, DirectionKeys keys)
    {
        if (!IsSupported(protection)) return null;
        CipherSuite suite = protection.CipherSuite;
        if (suite.Mac != MacAlgorithm.Aead) return new CbcDecryptor(protection, keys, CreateCbc(suite.Cipher, keys.Key));
        IAead aead = CreateAead(suite, keys.Key);
        return protection.Version.IsTls13() ? new Tls13Decryptor(protection, keys, aead) : new AeadDecryptor(aead, keys);
    }

    private static bool HasCbc(CipherSuite suite) =>
        suite.Mode == CipherMode.Cbc && suite.Cipher is BulkCipher.Aes128 or BulkCipher.Aes256 or BulkCipher.TripleDes;

    private static bool HasAead(CipherSuite suite) => suite switch
    {
        { Cipher: BulkCipher.Aes128 or BulkCipher.Aes256, Mode: CipherMode.Gcm or CipherMode.Ccm or CipherMode.Ccm8 } => true,
        { Cipher: BulkCipher.ChaCha20, Mode: CipherMode.Poly1305 } => true,
        _ => false,
    };

    private static ICbcCipher CreateCbc(BulkCipher cipher, byte[] key)
    {
        if (cipher != BulkCipher.TripleDes) return new AesCbcCipher(key);
        DesEdeEngine engine = new();
        engine.Init(false, new KeyParameter(key));
        return new BlockEngineCbcCipher(engine);
    }

    private static IAead CreateAead(CipherSuite suite, byte[] key) => suite.Mode switch
    {
        CipherMode.Gcm => new AesGcmAead(key),
        CipherMode.Poly1305 => new ChaCha20Poly1305Aead(key),
        _ => new AesCcmAead(key, suite.TagLength()),
    };
}
