using System.Formats.Asn1;
using System.Numerics;

namespace TlsDissect.Messages.Certificates;

/// <summary>Formats SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) for people: <c>RSA 2048</c>, <c>EC P-256</c>, <c>Ed25519</c>.</summary>
internal static class PublicKeyName
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string Dsa = "1.2.840.10040.4.1";
    private const string DiffieHellman = "1.2.840.10046.2.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <exception cref="AsnContentException">The key is invalid.</exception>
    public static string Read(AsnReader reader)
    {
        AsnReader info = reader.ReadSequence();
        AsnReader algorithm = info.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        byte[] key = info.ReadBitString(out _);
        return oid switch
        {
            Rsa => $"RSA {FirstIntegerBits(new AsnReader(key, AsnEncodingRules.BER))}",
            RsaPss => $"RSASSA-PSS {FirstIntegerBits(new AsnReader(key, AsnEncodingRules.BER))}",
            // The size is that of the prime, the first of the parameters. They may be inherited from the issuer.
            Dsa => algorithm.HasData ? $"DSA {FirstIntegerBits(algorithm)}" : "DSA",
            DiffieHellman => algorithm.HasData ? $"DH {FirstIntegerBits(algorithm)}" : "DH",
            EllipticCurve => $"EC {Curve(algorithm)}",
            _ => AlgorithmNames.PublicKey(oid),
        };
    }

    private static long FirstIntegerBits(AsnReader reader) =>
        new BigInteger(reader.ReadSequence().ReadIntegerBytes().Span, isUnsigned: true, isBigEndian: true).GetBitLength();

    private static string Curve(AsnReader parameters) =>
        parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            ? AlgorithmNames.Curve(parameters.ReadObjectIdentifier())
            : "explicit curve";
}
