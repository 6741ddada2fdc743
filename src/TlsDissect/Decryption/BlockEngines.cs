using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>The block ciphers that BouncyCastle provides.</summary>
internal static class BlockEngines
{
    /// <summary>Whether <see cref="Create"/> supports the cipher.</summary>
    public static bool Has(BulkCipher cipher) => EngineOf(cipher) is not null;

    /// <summary>Creates an engine with a key. AEAD modes need it for encryption, CBC for decryption.</summary>
    public static IBlockCipher Create(BulkCipher cipher, byte[] key, bool forEncryption)
    {
        IBlockCipher engine = EngineOf(cipher) ?? throw new ArgumentOutOfRangeException(nameof(cipher));
        engine.Init(forEncryption, KeyOf(cipher, key));
        return engine;
    }

    /// <summary>
    /// The key as the engine takes it. RC2 has a second parameter, the effective key bits (RFC 2268). TLS implementations give it the whole
    /// expanded key, even for export suites, whose secret was shortened before.
    /// </summary>
    public static KeyParameter KeyOf(BulkCipher cipher, byte[] key) =>
        cipher is BulkCipher.Rc2_40 or BulkCipher.Rc2_56 or BulkCipher.Rc2_128
            ? new RC2Parameters(key, 8 * key.Length)
            : new KeyParameter(key);

    /// <summary>Creates an engine without a key; <c>null</c> if the cipher is not supported.</summary>
    public static IBlockCipher? EngineOf(BulkCipher cipher) => cipher switch
    {
        BulkCipher.Rc2_40 or BulkCipher.Rc2_56 or BulkCipher.Rc2_128 => new RC2Engine(),
        BulkCipher.Des40 or BulkCipher.Des => new DesEngine(),
        BulkCipher.TripleDes => new DesEdeEngine(),
        BulkCipher.Idea => new IdeaEngine(),
        BulkCipher.Seed => new SeedEngine(),
        BulkCipher.Camellia128 or BulkCipher.Camellia256 => new CamelliaEngine(),
        BulkCipher.Aria128 or BulkCipher.Aria256 => new AriaEngine(),
        BulkCipher.Sm4 => new SM4Engine(),
        _ => null,
    };
}
