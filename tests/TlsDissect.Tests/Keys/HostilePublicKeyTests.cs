using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Keys;

/// <summary>Public keys that no software writes, in certificates from the wire: they verify nothing and do not stop the program.</summary>
public sealed class HostilePublicKeyTests
{
    private static readonly SignatureScheme[] Schemes =
        [.. Enum.GetValues<SignatureScheme>(), (SignatureScheme)0x0202, (SignatureScheme)0x0303, (SignatureScheme)0xFFFF];
    private static readonly byte[] Content = new byte[40];
    private static readonly byte[][] Signatures =
        [[], [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x07], [.. Enumerable.Repeat((byte)0x11, 128)]];

    [Fact]
    public void Any_algorithm_with_any_parameters_and_any_key_verifies_nothing()
    {
        int read = 0;
        foreach (byte[] info in PublicKeys.Odd())
        {
            using VerificationKey? key = VerificationKey.TryRead(info);
            if (key?.Other is not null) read++;
            VerifyAll(key);
        }

        Assert.True(read > 10, "too few are keys that BouncyCastle reads for their verification to say anything");
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("p256")]
    [InlineData("p521")]
    [InlineData("p256 explicit")]
    [InlineData("brainpool")]
    [InlineData("dsa")]
    [InlineData("dh")]
    [InlineData("gost")]
    [InlineData("x25519")]
    [InlineData("ed25519")]
    [InlineData("ed448")]
    [InlineData("mldsa44")]
    public void A_key_that_is_changed_at_any_byte_or_truncated_anywhere_stops_nothing(string kind)
    {
        byte[] whole = PublicKeys.Good(kind);
        for (int i = 0; i < whole.Length; i += i < 64 ? 1 : 13)
        {
            using (VerificationKey? truncated = VerificationKey.TryRead(whole[..i])) VerifyAll(truncated);
            foreach (byte value in (byte[])[0, 0xFF, (byte)(whole[i] ^ 1), (byte)(whole[i] ^ 0x80)])
            {
                byte[] changed = [.. whole];
                changed[i] = value;
                using VerificationKey? key = VerificationKey.TryRead(changed);
                VerifyAll(key);
            }
        }
    }

    [Fact]
    public void Structures_inside_one_another_without_end_stop_nothing()
    {
        foreach (byte[] nested in (byte[][])[Nested([0x30, 0x80], 2000), Nested([0x24, 0x80], 2000), Nested([0xA0, 0x80], 2000)])
        {
            using VerificationKey? key = VerificationKey.TryRead(nested);
            VerifyAll(key);
        }
    }

    private static byte[] Nested(byte[] start, int depth) => [.. Enumerable.Repeat(start, depth).SelectMany(bytes => bytes)];

    private static void VerifyAll(VerificationKey? key)
    {
        if (key is null) return;
        foreach (byte[] signature in Signatures)
        {
            foreach (SignatureScheme scheme in Schemes) Assert.NotEqual(true, SignatureVerifier.Verify(key, scheme, Content, signature));
            Assert.NotEqual(true, SignatureVerifier.VerifySha1(key, Content.AsSpan(0, 20), signature));
            Assert.NotEqual(true, SignatureVerifier.VerifyMd5Sha1(key, new byte[36], signature));
        }
    }
}
