using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Keys;

/// <summary>Keys so large that a signature would take seconds verify nothing.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class VerificationBoundsTests
{
    private const string Rsa = "1.2.840.113549.1.1.1", Pss = "1.2.840.113549.1.1.10", Dh = "1.2.840.10046.2.1";

    private static readonly byte[] Content = new byte[36];
    private static readonly byte[] Pair = [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x07];

    [Theory]
    [InlineData(4128, 100)]
    [InlineData(10_000, 100)]
    [InlineData(4096, 4000)]
    public void DSA_keys_that_are_too_large_verify_nothing(int bits, int orderBits)
    {
        using VerificationKey key = VerificationKey.TryRead(Dsa(bits, orderBits))!;
        Assert.Null(SignatureVerifier.Verify(key, (SignatureScheme)0x0402, Content, Pair));
        Assert.Null(SignatureVerifier.VerifySha1(key, Content.AsSpan(0, 20), Pair));
    }

    [Fact]
    public void DSA_keys_of_4096_bits_do()
    {
        using VerificationKey key = VerificationKey.TryRead(Dsa(4096, 500))!;
        Assert.Equal(false, SignatureVerifier.Verify(key, (SignatureScheme)0x0402, Content, Pair));
    }

    [Theory]
    [InlineData(2048, 65)]
    [InlineData(2048, 2047)]
    [InlineData(3072, 3071)]
    [InlineData(16_384, 15_000)]
    public void RSA_keys_with_a_large_exponent_verify_nothing(int bits, int exponentBits)
    {
        using VerificationKey? key = VerificationKey.TryRead(RsaKey(Rsa, bits, Number(exponentBits)));
        if (key is null) return;
        Assert.Null(SignatureVerifier.Verify(key, (SignatureScheme)0x0401, Content, new byte[bits / 8]));
        Assert.Null(SignatureVerifier.VerifyMd5Sha1(key, Content, new byte[bits / 8]));
    }

    /// <summary>The library tests a modulus for being a prime before it does anything else with it: 7 s with 16,384 bits.</summary>
    [Theory]
    [InlineData(Rsa)]
    [InlineData(Pss)]
    public void The_largest_RSA_keys_cost_no_more_than_their_signature(string algorithm)
    {
        byte[] spki = RsaKey(algorithm, 16_384, 65_537), signature = new byte[2048];
        signature[5] = 1;

        TimeSpan used = Measure(() =>
        {
            using VerificationKey key = VerificationKey.TryRead(spki)!;
            foreach (SignatureScheme scheme in Enum.GetValues<SignatureScheme>())
                Assert.NotEqual(true, SignatureVerifier.Verify(key, scheme, Content, signature));
            Assert.Equal(false, SignatureVerifier.Verify(key, (SignatureScheme)0x0301, Content, signature));
            Assert.Equal(false, SignatureVerifier.VerifyMd5Sha1(key, Content, signature));
        });

        Assert.True(used.TotalSeconds < 2, $"{used.TotalSeconds} s");
    }

    /// <summary>A Diffie-Hellman key signs nothing, but would be tested when it is read.</summary>
    [Fact]
    public void Keys_that_sign_nothing_are_not_read()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        Write(writer, Dh, () =>
        {
            using (writer.PushSequence())
            {
                foreach (BigInteger number in (BigInteger[])[BigInteger.Pow(2, 15_000) - 1, 3, Number(14_000)]) writer.WriteInteger(number);
            }
        }, 2);
        using VerificationKey key = VerificationKey.TryRead(writer.Encode())!;
        TimeSpan used = Measure(() => Assert.Null(key.Other));
        Assert.True(used.TotalMilliseconds < 500, $"{used.TotalMilliseconds} ms");
    }

    /// <summary>Signatures that .NET does not verify are compared by our own code.</summary>
    [Fact]
    public void Signatures_over_MD5_and_SHA1_and_over_SHA224_are_verified()
    {
        using RSA rsa = RSA.Create(2048);
        using VerificationKey key = VerificationKey.TryRead(rsa.ExportSubjectPublicKeyInfo())!;
        byte[] both = [.. MD5.HashData(Content), .. SHA1.HashData(Content)];
        byte[] sha224 = new byte[28];
        Org.BouncyCastle.Crypto.Digests.Sha224Digest digest = new();
        digest.BlockUpdate(Content);
        digest.DoFinal(sha224);
        byte[] info = [.. Convert.FromHexString("302d300d06096086480165030402040500041c"), .. sha224];

        foreach ((byte[] value, Func<byte[], bool?> verify) in new (byte[], Func<byte[], bool?>)[]
        {
            (both, signature => SignatureVerifier.VerifyMd5Sha1(key, both, signature)),
            (info, signature => SignatureVerifier.Verify(key, (SignatureScheme)0x0301, Content, signature)),
        })
        {
            byte[] signature = Sign(rsa, value);
            Assert.Equal(true, verify(signature));
            for (int i = 0; i < signature.Length; i += 17)
            {
                byte[] changed = [.. signature];
                changed[i] ^= 1;
                Assert.Equal(false, verify(changed));
            }

            foreach (byte[] wrong in (byte[][])[[], signature[1..], [0, .. signature], [.. signature, 0], Sign(rsa, value, padding: 0xfe),
                Sign(rsa, value, type: 2)]) Assert.Equal(false, verify(wrong));
        }
    }

    /// <summary>RSASSA-PKCS1-v1_5 of any value.</summary>
    private static byte[] Sign(RSA rsa, byte[] value, byte type = 1, byte padding = 0xff)
    {
        RSAParameters key = rsa.ExportParameters(includePrivateParameters: true);
        int length = key.Modulus!.Length;
        byte[] padded = [0, type, .. Enumerable.Repeat(padding, length - value.Length - 3), 0, .. value];
        byte[] signed = BigInteger.ModPow(Unsigned(padded), Unsigned(key.D!), Unsigned(key.Modulus))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - signed.Length], .. signed];
    }

    private static BigInteger Unsigned(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static TimeSpan Measure(Action action)
    {
        // Whatever else the machine does is not counted.
        TimeSpan before = MeasuredAlone.WorkSoFar;
        action();
        return MeasuredAlone.WorkSoFar - before;
    }

    /// <summary>2 has an order that divides any multiple of the modulus' length: what the library looks for in a key.</summary>
    private static byte[] Dsa(int bits, int orderBits)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        BigInteger order = bits * (BigInteger.Pow(2, orderBits) / bits + 1);
        Write(writer, "1.2.840.10040.4.1", () =>
        {
            using (writer.PushSequence())
            {
                foreach (BigInteger number in (BigInteger[])[BigInteger.Pow(2, bits) - 1, order, 2]) writer.WriteInteger(number);
            }
        }, 2);
        return writer.Encode();
    }

    private static byte[] RsaKey(string algorithm, int bits, BigInteger exponent)
    {
        AsnWriter key = new(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteInteger(Number(bits));
            key.WriteInteger(exponent);
        }

        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                if (algorithm == Rsa) writer.WriteNull();
            }

            writer.WriteBitString(key.Encode());
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, string algorithm, Action writeParameters, BigInteger key)
    {
        AsnWriter number = new(AsnEncodingRules.DER);
        number.WriteInteger(key);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                writeParameters();
            }

            writer.WriteBitString(number.Encode());
        }
    }

    /// <summary>An odd number of the given size without small factors, which the library looks for first.</summary>
    private static BigInteger Number(int bits)
    {
        byte[] bytes = new byte[(bits + 7) / 8];
        new Random(bits).NextBytes(bytes);
        BigInteger top = BigInteger.One << (bits - 1);
        BigInteger number = (new BigInteger(bytes, isUnsigned: true) % top) | top | 1;
        while (!BigInteger.GreatestCommonDivisor(number, SmallPrimes).IsOne) number += 2;
        return number;
    }

    private static readonly BigInteger SmallPrimes =
        Enumerable.Range(3, 800).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0))
            .Aggregate(BigInteger.One, (product, n) => product * n);
}
