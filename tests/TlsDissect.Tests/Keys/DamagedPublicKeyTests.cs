using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Keys;

/// <summary>Public keys come in certificates from strangers: whatever is wrong with one, it verifies nothing and stops nothing.</summary>
public sealed class DamagedPublicKeyTests
{
    private static readonly byte[] Ed25519 =
        [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, .. Enumerable.Repeat((byte)7, 32)];
    private static readonly byte[] Content = new byte[32];
    private static readonly byte[] Signature = [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x07];

    public static TheoryData<string> Kinds => ["rsa", "ecdsa", "dsa", "ed25519"];

    private static byte[] KeyOf(string kind)
    {
        using AsymmetricAlgorithm? key = kind switch
        {
            "rsa" => RSA.Create(1024),
            "ecdsa" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "dsa" => DSA.Create(1024),
            _ => null,
        };
        return key?.ExportSubjectPublicKeyInfo() ?? Ed25519;
    }

    [Theory]
    [InlineData(SignatureScheme.ed25519)]
    [InlineData(SignatureScheme.mldsa44)]
    [InlineData(SignatureScheme.ecdsa_brainpoolP256r1tls13_sha256)]
    [InlineData(SignatureScheme.sm2sig_sm3)]
    public void A_key_of_an_unknown_kind_verifies_nothing(SignatureScheme scheme)
    {
        byte[] unknown = [.. Ed25519];
        unknown[8] = 0x10;
        using VerificationKey key = VerificationKey.TryRead(unknown)!;

        Assert.Null(SignatureVerifier.Verify(key, scheme, Content, Signature));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_key_with_changed_bytes_stops_nothing(string kind)
    {
        byte[] whole = KeyOf(kind);
        Random random = new(1);
        for (int i = 0; i < 400; i++)
        {
            byte[] changed = [.. whole];
            for (int n = random.Next(1, 4); n > 0; n--) changed[random.Next(Math.Min(changed.Length, 64))] = (byte)random.Next(256);
            using VerificationKey? key = VerificationKey.TryRead(random.Next(8) == 0 ? changed[..random.Next(1, changed.Length)] : changed);
            if (key is null) continue;
            foreach (SignatureScheme scheme in Enum.GetValues<SignatureScheme>())
                Assert.NotEqual(true, SignatureVerifier.Verify(key, scheme, Content, Signature));
            Assert.NotEqual(true, SignatureVerifier.VerifySha1(key, Content.AsSpan(0, 20), Signature));
            Assert.NotEqual(true, SignatureVerifier.VerifyMd5Sha1(key, new byte[36], Signature));
        }
    }
}
