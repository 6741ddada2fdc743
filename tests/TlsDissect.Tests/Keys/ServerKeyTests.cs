using System.Security.Cryptography;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public sealed class ServerKeyTests : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ServerKey _key;

    public ServerKeyTests() => _key = new ServerKey("server.key", _rsa);

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(65535)]
    public void A_ciphertext_of_another_length_is_not_this_keys(int length) => AssertRefused(new byte[length]);

    [Fact]
    public void A_secret_of_another_length_is_refused()
    {
        foreach (int length in (int[])[0, 1, 47, 49, 100, 245]) AssertRefused(_rsa.Encrypt(new byte[length], RSAEncryptionPadding.Pkcs1));
    }

    [Fact]
    public void Other_padding_is_refused() => AssertRefused(_rsa.Encrypt(new byte[48], RSAEncryptionPadding.OaepSHA1));

    [Fact]
    public void Values_not_below_the_modulus_are_refused()
    {
        AssertRefused(Enumerable.Repeat((byte)0xff, 256).ToArray());
        AssertRefused(_rsa.ExportParameters(false).Modulus!);
        AssertRefused(new byte[256]);
    }

    /// <summary>
    /// Since OpenSSL 3.2 bad padding gives a random message instead of an error: of 48 bytes it may be, once in a few hundred times.
    /// </summary>
    [Fact]
    public void Another_keys_ciphertext_does_not_throw_and_never_gives_the_secret()
    {
        using RSA other = RSA.Create(2048);
        byte[] secret = RandomNumberGenerator.GetBytes(48);
        byte[] premaster = new byte[48];
        for (int i = 0; i < 50; i++)
        {
            if (_key.TryDecryptPremasterSecret(other.Encrypt(secret, RSAEncryptionPadding.Pkcs1), premaster))
                Assert.NotEqual(secret, premaster);
        }
    }

    [Fact]
    public void A_changed_ciphertext_never_gives_the_secret()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(48);
        byte[] premaster = new byte[48];
        byte[] encrypted = _rsa.Encrypt(secret, RSAEncryptionPadding.Pkcs1);
        for (int i = 0; i < encrypted.Length; i += 5)
        {
            byte[] changed = [.. encrypted];
            changed[i] ^= 0x10;
            if (_key.TryDecryptPremasterSecret(changed, premaster)) Assert.NotEqual(secret, premaster);
        }

        Assert.True(_key.TryDecryptPremasterSecret(encrypted, premaster));
        Assert.Equal(secret, premaster);
    }

    [Fact]
    public void Several_threads_may_use_one_key()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(48);
        byte[] encrypted = _rsa.Encrypt(secret, RSAEncryptionPadding.Pkcs1);
        Parallel.For(0, 64, _ =>
        {
            byte[] premaster = new byte[48];
            Assert.True(_key.TryDecryptPremasterSecret(encrypted, premaster));
            Assert.Equal(secret, premaster);
        });
    }

    private void AssertRefused(byte[] encrypted)
    {
        byte[] premaster = new byte[48];
        Assert.False(_key.TryDecryptPremasterSecret(encrypted, premaster));
        Assert.All(premaster, b => Assert.Equal(0, b));
    }
}
