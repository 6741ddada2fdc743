using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Decryption;

/// <summary>The masks of RFC 9001 appendix A are verified with its packets; these are of other keys.</summary>
public class HeaderMaskTests
{
    private const string CountingKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /// <summary>RFC 8439 §2.3.2: the block's number is 1, little-endian, and comes before the nonce.</summary>
    [Fact]
    public void ChaCha20_block_of_RFC_8439() => Assert.Equal("10f1e7e4d1",
        Mask(CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256, Hex.Of(CountingKey), Hex.Of("01000000000000090000004a00000000")));

    /// <summary>FIPS 197 appendix C.</summary>
    [Theory]
    [InlineData(CipherSuiteId.TLS_AES_128_GCM_SHA256, 16, "69c4e0d86a")]
    [InlineData(CipherSuiteId.TLS_AES_256_GCM_SHA384, 32, "8ea2b7ca51")]
    public void AES_block_of_FIPS_197(CipherSuiteId suite, int keyLength, string mask)
    {
        byte[] key = Hex.Of(CountingKey)[..keyLength], sample = Hex.Of("00112233445566778899aabbccddeeff");
        Assert.Equal(mask, Mask(suite, key, sample));
        using NumberMask withoutOpenSsl = new NumberMask.AesMask(key);
        Assert.Equal(mask, Mask(withoutOpenSsl, sample));
    }

    [Fact]
    public void ChaCha20_agrees_with_BouncyCastle_over_the_blocks_that_it_reaches()
    {
        Random random = new(11);
        byte[] key = new byte[32], nonce = new byte[12];
        random.NextBytes(key);
        random.NextBytes(nonce);
        ChaCha7539Engine engine = new();
        engine.Init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        for (int block = 0; block < 1000; block++)
        {
            byte[] stream = new byte[64];
            engine.ProcessBytes(stream, 0, stream.Length, stream, 0);
            byte[] sample = [(byte)block, (byte)(block >> 8), 0, 0, .. nonce];
            Assert.Equal(Convert.ToHexStringLower(stream.AsSpan(0, NumberMask.MaxLength)),
                Mask(CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256, key, sample));
        }
    }

    private static string Mask(CipherSuiteId suite, byte[] key, byte[] sample)
    {
        using NumberMask mask = NumberMask.Create(CipherSuite.Find(suite)!, key);
        return Mask(mask, sample);
    }

    private static string Mask(NumberMask mask, byte[] sample)
    {
        byte[] output = new byte[NumberMask.MaxLength];
        mask.Fill(sample, output);
        return Convert.ToHexStringLower(output);
    }
}
