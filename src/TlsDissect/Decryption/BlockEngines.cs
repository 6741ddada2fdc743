using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>The block ciphers that BouncyCastle provides.</summary>
internal static class BlockEngines
{
    /// <summary>Whether <see cref="Create"/> knows the cipher.</summary>
    public static bool Has(BulkCipher cipher) => EngineOf(cipher) is not null;

    /// <summary>A keyed engine, for encryption as the AEAD modes need it, or for decryption as CBC does.</summary>
    public static IBlockCipher Create(BulkCipher cipher, byte[] key, bool forEncryption)
    {
        IBlockCipher engine = EngineOf(cipher) ?? throw new ArgumentOutOfRangeException(nameof(cipher));
        engine.Init(forEncryption, KeyOf(cipher, key));
        return engine;
    }

    /// <summary>
    /// As the engine takes it. RC2 has a second parameter, the effective key bits (RFC 2268): TLS implementations give it the whole expanded key, also for the
    /// export suites, whose secret was shortened before.
    /// </summary>
    public static KeyParameter KeyOf(BulkCipher cipher, byte[] key) =>
        cipher is BulkCipher.Rc2_40 or BulkCipher.Rc2_56 or BulkCipher.Rc2_128 ? new RC2Parameters(key, 8 * key.Length) : new KeyParameter(key);

    /// <summary>An engine that has no key yet, or <c>null</c>.</summary>
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
