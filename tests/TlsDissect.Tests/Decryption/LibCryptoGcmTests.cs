using System.Security.Cryptography;
using TlsDissect.Decryption;

namespace TlsDissect.Tests.Decryption;

/// <summary>libcrypto's AES-GCM against .NET's, which stays in use where there is no libcrypto.</summary>
public sealed class LibCryptoGcmTests
{
    [Fact]
    public void Decrypts_what_Net_encrypted_and_nothing_else()
    {
        Random random = new(5);
        foreach (int keyLength in (int[])[16, 32])
        {
            byte[] key = Bytes(random, keyLength);
            using LibCryptoGcmAead ours = Make(key);
            using AesGcmAead reference = new(key);
            using AesGcm sealer = new(key, 16);
            // One context for all, as in a direction: what failed must leave nothing behind.
            for (int i = 0; i < 500; i++)
            {
                byte[] plaintext = Bytes(random, random.Next(4) == 0 ? random.Next(3) : random.Next(2000)), nonce = Bytes(random, 12),
                    additional = Bytes(random, random.Next(20));
                byte[] ciphertext = new byte[plaintext.Length], tag = new byte[16], opened = Bytes(random, plaintext.Length);
                sealer.Encrypt(nonce, plaintext, ciphertext, tag, additional);
                Assert.True(ours.TryDecrypt(nonce, ciphertext, tag, opened, additional));
                Assert.Equal(plaintext, opened);

                byte[][] parts = [nonce, ciphertext, tag, additional];
                byte[] changed = parts[random.Next(parts.Length)];
                if (changed.Length == 0) continue;
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                Assert.False(reference.TryDecrypt(nonce, ciphertext, tag, opened, additional));
                Assert.False(ours.TryDecrypt(nonce, ciphertext, tag, opened, additional));
                Assert.All(opened, b => Assert.Equal(0, b));
            }
        }
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        using LibCryptoGcmAead ours = Make(new byte[16]);
        Assert.Throws<ArgumentException>(() => ours.TryDecrypt(new byte[11], [], new byte[16], [], []));
        Assert.Throws<ArgumentException>(() => ours.TryDecrypt(new byte[12], [], new byte[15], [], []));
        Assert.Throws<ArgumentException>(() => ours.TryDecrypt(new byte[12], new byte[2], new byte[16], new byte[1], []));
    }

    [Fact]
    public void Decrypts_nothing_once_it_is_disposed()
    {
        LibCryptoGcmAead ours = Make(new byte[32]);
        ours.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ours.TryDecrypt(new byte[12], [], new byte[16], [], []));
    }

    [Fact]
    public void Is_there_wherever_Net_uses_the_same_library()
    {
        if (OperatingSystem.IsLinux() && SafeEvpPKeyHandle.OpenSslVersion >> 28 == 3) Assert.NotEqual(0, LibCrypto.AesGcm(16));
        Assert.Equal(0, LibCrypto.AesGcm(24));
    }

    private static LibCryptoGcmAead Make(byte[] key) => new(LibCrypto.AesGcm(key.Length), key);

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
