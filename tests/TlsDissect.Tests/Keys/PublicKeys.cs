using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace TlsDissect.Tests.Keys;

/// <summary>SubjectPublicKeyInfo of every algorithm of certificates: valid ones, and ones that no software writes.</summary>
internal static class PublicKeys
{
    private static readonly string[] Algorithms =
    [
        "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.7", "1.2.840.113549.1.1.10", // RSA, OAEP, PSS
        // EC, DSA, DH, DH of X9.42, ElGamal
        "1.2.840.10045.2.1", "1.2.840.10040.4.1", "1.2.840.113549.1.3.1", "1.2.840.10046.2.1", "1.3.14.7.2.1.1",
        "1.3.101.110", "1.3.101.111", "1.3.101.112", "1.3.101.113", // X25519, X448, Ed25519, Ed448
        "1.2.643.2.2.19", "1.2.643.2.2.20", "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.1.2", "1.2.804.2.1.1.1.1.3.1.1", // GOST and DSTU 4145
        // SM2, ML-DSA, SLH-DSA, ML-KEM
        "1.2.156.10197.1.301", "2.16.840.1.101.3.4.3.17", "2.16.840.1.101.3.4.3.20", "2.16.840.1.101.3.4.4.1",
        "1.2.3.4",
    ];

    private static readonly byte[][] Parameters =
    [
        [], [0x05, 0x00], [0x30, 0x00], [0x02, 0x01, 0x05], [0x04, 0x01, 0x07], // absent, NULL, {}, 5, octets
        [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], [0x06, 0x02, 0x2A, 0x03], // P-256, a curve that is not there
        [0x30, 0x06, 0x02, 0x01, 0x07, 0x02, 0x01, 0x02], [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00],
        [0x30, 0x09, 0x02, 0x01, 0x07, 0x02, 0x01, 0x03, 0x02, 0x01, 0x02],
        [0x30, 0x09, 0x06, 0x07, 0x2A, 0x85, 0x03, 0x02, 0x02, 0x23, 0x01],
    ];

    private static readonly byte[][] Keys =
    [
        [], [0x00], [0x05, 0x00], [0x02, 0x01, 0x05], [0x02, 0x01, 0x00], [0x30, 0x00], [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x03],
        [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00],
        [0x04, 0x00], [0x04, 0x20, .. new byte[32]], [0x04, 0x40, .. Filled(64)], [0x04, .. Filled(64)], [0x02, .. Filled(32)], Filled(32),
        Filled(56), Filled(57), Filled(1312), Filled(800),
    ];

    /// <summary>Each algorithm with all sorts of parameters and keys, its own rarely among them.</summary>
    public static IEnumerable<byte[]> Odd() =>
        from algorithm in Algorithms
        from parameters in Parameters
        from key in Keys
        select Info(algorithm, parameters, key);

    /// <summary>A good key of a kind.</summary>
    public static byte[] Good(string kind) => kind switch
    {
        "rsa" => Export(RSA.Create(1024)),
        "p256" => Export(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        "p521" => Export(ECDsa.Create(ECCurve.NamedCurves.nistP521)),
        "p256 explicit" => Export(ECDsa.Create(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportExplicitParameters(false).Curve)),
        "brainpool" => Export(ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1)),
        "dsa" => Export(DSA.Create(1024)),
        "dh" => Info("1.2.840.113549.1.3.1", [0x30, 0x44, 0x02, 0x3F, .. Filled(63), 0x02, 0x01, 0x02], [0x02, 0x3F, .. Filled(63)]),
        "gost" =>
            Info("1.2.643.2.2.19",
                [0x30, 0x12, 0x06, 0x07, 0x2A, 0x85, 0x03, 0x02, 0x02, 0x23, 0x01, 0x06, 0x07, 0x2A, 0x85, 0x03, 0x02, 0x02, 0x1E, 0x01],
                [0x04, 0x40, .. Filled(64)]),
        "x25519" => Info("1.3.101.110", [], Filled(32)),
        "ed25519" => Info("1.3.101.112", [], Filled(32)),
        "ed448" => Info("1.3.101.113", [], Filled(57)),
        _ => MLDsa(),
    };

    private static byte[] Filled(int length) => [.. Enumerable.Repeat((byte)0x5A, length)];

    private static byte[] Info(string algorithm, byte[] parameters, byte[] key)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                if (parameters.Length > 0) writer.WriteEncodedValue(parameters);
            }

            writer.WriteBitString(key);
        }

        return writer.Encode();
    }

    private static byte[] Export(AsymmetricAlgorithm key)
    {
        using (key) return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] MLDsa()
    {
        MLDsaKeyPairGenerator generator = new();
        generator.Init(new MLDsaKeyGenerationParameters(new SecureRandom(), MLDsaParameters.ml_dsa_44));
        return SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(generator.GenerateKeyPair().Public).GetDerEncoded();
    }
}
