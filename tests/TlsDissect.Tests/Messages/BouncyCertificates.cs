using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace TlsDissect.Tests.Messages;

/// <summary>Certificates with keys that .NET cannot make.</summary>
internal static class BouncyCertificates
{
    public static byte[] Make(string kind)
    {
        AsymmetricCipherKeyPair pair = KeyPair(kind);
        X509V3CertificateGenerator generator = new();
        generator.SetSerialNumber(BigInteger.One);
        generator.SetIssuerDN(new X509Name("CN=bc"));
        generator.SetSubjectDN(new X509Name("CN=bc"));
        generator.SetNotBefore(DateTime.UnixEpoch.AddYears(50));
        generator.SetNotAfter(DateTime.UnixEpoch.AddYears(60));
        generator.SetPublicKey(pair.Public);
        string algorithm = kind.StartsWith("DSA", StringComparison.Ordinal) ? "SHA256withDSA" : kind;
        return generator.Generate(new Asn1SignatureFactory(algorithm, pair.Private)).GetEncoded();
    }

    private static AsymmetricCipherKeyPair KeyPair(string kind)
    {
        SecureRandom random = new();
        IAsymmetricCipherKeyPairGenerator generator = kind switch
        {
            "Ed25519" => new Ed25519KeyPairGenerator(),
            "Ed448" => new Ed448KeyPairGenerator(),
            _ => new DsaKeyPairGenerator(),
        };
        generator.Init(kind switch
        {
            "Ed25519" => new Ed25519KeyGenerationParameters(random),
            "Ed448" => new Ed448KeyGenerationParameters(random),
            _ => new DsaKeyGenerationParameters(random, DsaParameters(random)),
        });
        return generator.GenerateKeyPair();
    }

    private static DsaParameters DsaParameters(SecureRandom random)
    {
        DsaParametersGenerator generator = new();
        generator.Init(1024, 80, random);
        return generator.GenerateParameters();
    }
}
