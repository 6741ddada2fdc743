using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// Cost of reading a public key and verifying with it, in bytes that could be decrypted in the same time at about 4 ns each. RSA and P-256
/// cost nothing here: they take a fraction of the time that a handshake's packets may take.
/// </summary>
internal static class VerificationCost
{
    private const string P256 = "1.2.840.10045.3.1.7", P384 = "1.3.132.0.34", P521 = "1.3.132.0.35";

    /// <summary>3 ms, to check that points are on their curve.</summary>
    private const long ReadCurve = 750_000;

    /// <summary>5 ms, with BouncyCastle.</summary>
    private const long OtherCurve = 1_250_000;

    /// <summary>15 ms with 4,096 bits, once to read a key and again to verify.</summary>
    private const long Dsa4096 = 4_000_000;

    /// <summary>The cost of one verification.</summary>
    /// <param name="subjectPublicKeyInfo">The key.</param>
    /// <param name="isNew">Whether it has to be read.</param>
    public static long Of(byte[] subjectPublicKeyInfo, bool isNew)
    {
        try
        {
            AlgorithmIdentifier algorithm = SubjectPublicKeyInfo.GetInstance(subjectPublicKeyInfo).Algorithm;
            return algorithm.Algorithm.Id switch
            {
                "1.2.840.10045.2.1" => OfCurve((algorithm.Parameters as DerObjectIdentifier)?.Id, isNew),
                "1.2.840.10040.4.1" when algorithm.Parameters is Asn1Encodable parameters =>
                    OfDsa(DsaParameter.GetInstance(parameters).P.BitLength, isNew),
                _ => 0,
            };
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return 0; // It verifies nothing.
        }
    }

    private static long OfCurve(string? name, bool isNew) =>
        name == P256 ? 0 : (isNew ? ReadCurve : 0) + (name is P384 or P521 ? 0 : OtherCurve);

    private static long OfDsa(long bits, bool isNew) => bits > 4096 ? 0 : Dsa4096 * bits * bits / (4096 * 4096) * (isNew ? 2 : 1);
}
