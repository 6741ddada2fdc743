using System.Formats.Asn1;
using System.Numerics;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>Kind and size of a public key, for judging it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Bits">Bits of the modulus, the prime or the curve's field; 0 if it is fixed by the kind or unknown.</param>
internal readonly record struct PublicKeyStrength(PublicKeyKind Kind, int Bits)
{
    /// <summary>Largest key whose size is counted. A longer one is as long as this.</summary>
    private const int MaxBits = 1 << 20;

    /// <summary>Reads a SubjectPublicKeyInfo. Never throws on data.</summary>
    public static PublicKeyStrength Read(byte[] subjectPublicKeyInfo)
    {
        try
        {
            return ReadKey(subjectPublicKeyInfo);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return default;
        }
    }

    private static PublicKeyStrength ReadKey(byte[] der)
    {
        AsnReader info = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        AsnReader algorithm = info.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        byte[] key = info.ReadBitString(out _);
        return oid switch
        {
            "1.2.840.113549.1.1.1" or "1.2.840.113549.1.1.10" =>
                new PublicKeyStrength(PublicKeyKind.Rsa, FirstIntegerBits(new AsnReader(key, AsnEncodingRules.BER))),
            "1.2.840.10040.4.1" => new PublicKeyStrength(PublicKeyKind.Dsa, algorithm.HasData ? FirstIntegerBits(algorithm) : 0),
            "1.2.840.10045.2.1" => new PublicKeyStrength(PublicKeyKind.EllipticCurve, FieldBits(key)),
            _ => new PublicKeyStrength(PublicKeyKind.Other, 0),
        };
    }

    private static int FirstIntegerBits(AsnReader reader)
    {
        ReadOnlySpan<byte> number = reader.ReadSequence().ReadIntegerBytes().Span;
        return number.Length > MaxBits / 8 ? MaxBits : (int)new BigInteger(number, isUnsigned: true, isBigEndian: true).GetBitLength();
    }

    /// <summary>Size of a curve's field, rounded up to bytes: that of a coordinate (SEC 1 §2.3.3).</summary>
    private static int FieldBits(ReadOnlySpan<byte> point) => point switch
    {
        [4 or 6 or 7, ..] => (point.Length - 1) / 2 * 8,
        [2 or 3, ..] => (point.Length - 1) * 8,
        _ => 0,
    };
}

/// <summary>Kind of a public key.</summary>
internal enum PublicKeyKind
{
    /// <summary>It could not be read.</summary>
    Unknown,

    /// <summary>RSA, with RSASSA-PSS keys.</summary>
    Rsa,

    /// <summary>DSA.</summary>
    Dsa,

    /// <summary>An elliptic curve of ECDSA and ECDH.</summary>
    EllipticCurve,

    /// <summary>Another kind, whose size is fixed.</summary>
    Other,
}
