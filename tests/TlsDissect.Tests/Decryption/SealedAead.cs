using System.Buffers.Binary;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>The encrypting direction of every AEAD, from BouncyCastle.</summary>
internal static class SealedAead
{
    /// <summary>Ciphertext and tag.</summary>
    public static byte[] Seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] additional, byte[] plain)
    {
        if (suite.Cipher == BulkCipher.Null) return [.. plain, .. Hmac(suite, key, [.. nonce, .. additional, .. plain])];
        if (suite.Cipher == BulkCipher.ChaCha20Draft) return SealDraft(key, nonce, additional, plain);
        IAeadCipher aead = suite.Mode switch
        {
            CipherMode.Poly1305 => new ChaCha20Poly1305(),
            CipherMode.Gcm => new GcmBlockCipher(Engine(suite.Cipher)),
            _ => new CcmBlockCipher(Engine(suite.Cipher)),
        };
        aead.Init(true, new AeadParameters(new KeyParameter(key), 8 * suite.TagLength(), nonce, additional));
        byte[] output = new byte[aead.GetOutputSize(plain.Length)];
        int written = aead.ProcessBytes(plain, 0, plain.Length, output, 0);
        aead.DoFinal(output, written);
        return output;
    }

    public static IBlockCipher Engine(BulkCipher cipher) => cipher switch
    {
        BulkCipher.Rc2_40 or BulkCipher.Rc2_56 or BulkCipher.Rc2_128 => new RC2Engine(),
        BulkCipher.Des or BulkCipher.Des40 => new DesEngine(),
        BulkCipher.TripleDes => new DesEdeEngine(),
        BulkCipher.Idea => new IdeaEngine(),
        BulkCipher.Seed => new SeedEngine(),
        BulkCipher.Camellia128 or BulkCipher.Camellia256 => new CamelliaLightEngine(),
        BulkCipher.Aria128 or BulkCipher.Aria256 => new AriaEngine(),
        BulkCipher.Sm4 => new SM4Engine(),
        BulkCipher.Aes128 or BulkCipher.Aes256 => new AesLightEngine(),
        _ => throw new ArgumentOutOfRangeException(nameof(cipher)),
    };

    private static byte[] Hmac(CipherSuite suite, byte[] key, byte[] input)
    {
        HMac hmac = new(suite.Mac == MacAlgorithm.Sha384 ? new Sha384Digest() : new Sha256Digest());
        hmac.Init(new KeyParameter(key));
        hmac.BlockUpdate(input);
        byte[] output = new byte[hmac.GetMacSize()];
        hmac.DoFinal(output);
        return output;
    }

    /// <summary>draft-agl-tls-chacha20poly1305-04 §5.</summary>
    private static byte[] SealDraft(byte[] key, byte[] nonce, byte[] additional, byte[] plain)
    {
        ChaChaEngine chaCha = new(20);
        chaCha.Init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        byte[] stream = new byte[64 + plain.Length];
        chaCha.ProcessBytes(stream, 0, stream.Length, stream, 0);
        byte[] ciphertext = [.. plain.Select((b, i) => (byte)(b ^ stream[64 + i]))];
        Poly1305 poly = new();
        poly.Init(new KeyParameter(stream, 0, 32));
        byte[] covered = [.. additional, .. LittleEndian(additional.Length), .. ciphertext, .. LittleEndian(ciphertext.Length)];
        poly.BlockUpdate(covered);
        byte[] tag = new byte[16];
        poly.DoFinal(tag);
        return [.. ciphertext, .. tag];
    }

    private static byte[] LittleEndian(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
