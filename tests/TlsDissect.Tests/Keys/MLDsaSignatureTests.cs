using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Keys;

/// <summary>
/// ML-DSA's three sizes. That another implementation's signatures verify is shown by captures/certificates/server-ml-dsa, which OpenSSL 3.5
/// made.
/// </summary>
public class MLDsaSignatureTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 130).Select(i => (byte)i)];

    private static (VerificationKey Key, byte[] Signature) Sign(MLDsaParameters parameters)
    {
        MLDsaKeyPairGenerator generator = new();
        generator.Init(new MLDsaKeyGenerationParameters(new SecureRandom(), parameters));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();
        MLDsaSigner signer = new(parameters, deterministic: false);
        signer.Init(true, pair.Private);
        signer.BlockUpdate(Content);
        return (VerificationKey.TryRead(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(pair.Public).GetEncoded())!,
            signer.GenerateSignature());
    }

    public static TheoryData<SignatureScheme> Schemes => [SignatureScheme.mldsa44, SignatureScheme.mldsa65, SignatureScheme.mldsa87];

    private static MLDsaParameters ParametersOf(SignatureScheme scheme) => scheme switch
    {
        SignatureScheme.mldsa44 => MLDsaParameters.ml_dsa_44,
        SignatureScheme.mldsa65 => MLDsaParameters.ml_dsa_65,
        _ => MLDsaParameters.ml_dsa_87,
    };

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_signature_verifies_and_no_changed_one_does(SignatureScheme scheme)
    {
        (VerificationKey key, byte[] signature) = Sign(ParametersOf(scheme));

        Assert.True(SignatureVerifier.Verify(key, scheme, Content, signature));
        Assert.False(SignatureVerifier.Verify(key, scheme, Content.AsSpan(1), signature));
        Assert.False(SignatureVerifier.Verify(key, scheme, Content, signature.AsSpan(1)));
        Assert.False(SignatureVerifier.Verify(key, scheme, Content, []));
        foreach (int at in new[] { 0, signature.Length / 2, signature.Length - 1 })
        {
            byte[] changed = [.. signature];
            changed[at] ^= 0x20;
            Assert.False(SignatureVerifier.Verify(key, scheme, Content, changed));
        }
    }

    [Fact]
    public void A_key_of_another_size_or_kind_says_nothing()
    {
        (VerificationKey key, byte[] signature) = Sign(MLDsaParameters.ml_dsa_65);

        Assert.Null(SignatureVerifier.Verify(key, SignatureScheme.mldsa44, Content, signature));
        Assert.Null(SignatureVerifier.Verify(key, SignatureScheme.ed25519, Content, signature));
    }
}
