using System.Formats.Asn1;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>The signed part of a certificate or an OCSP response, and its signature.</summary>
/// <param name="content">The signed part in DER, as sent.</param>
internal sealed class SignedStructure(ReadOnlyMemory<byte> content)
{
    /// <summary>The signed part in DER, as sent.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <summary>The scheme of TLS that makes the same signature; <c>null</c> if there is none.</summary>
    public SignatureScheme? Scheme { get; private set; }

    /// <summary>The signature.</summary>
    public byte[] Signature { get; private set; } = [];

    /// <summary>Reads the signed part and the signature of a certificate; <c>null</c> if it is invalid.</summary>
    public static SignedStructure? OfCertificate(ReadOnlyMemory<byte> der)
    {
        try
        {
            AsnReader certificate = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            SignedStructure signed = new(certificate.ReadEncodedValue());
            signed.ReadSignature(certificate);
            return signed;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null;
        }
    }

    /// <summary>Reads signatureAlgorithm and signature.</summary>
    /// <exception cref="AsnContentException">They are invalid.</exception>
    public void ReadSignature(AsnReader reader)
    {
        AsnReader algorithm = reader.ReadSequence();
        Scheme = SchemeOf(algorithm.ReadObjectIdentifier(), algorithm);
        Signature = reader.ReadBitString(out _);
    }

    private static SignatureScheme? SchemeOf(string oid, AsnReader parameters) => oid switch
    {
        "1.2.840.113549.1.1.5" => SignatureScheme.rsa_pkcs1_sha1,
        "1.2.840.113549.1.1.11" => SignatureScheme.rsa_pkcs1_sha256,
        "1.2.840.113549.1.1.12" => SignatureScheme.rsa_pkcs1_sha384,
        "1.2.840.113549.1.1.13" => SignatureScheme.rsa_pkcs1_sha512,
        "1.2.840.113549.1.1.10" => PssScheme(parameters),
        "1.2.840.10045.4.1" => SignatureScheme.ecdsa_sha1,
        "1.2.840.10045.4.3.2" => SignatureScheme.ecdsa_secp256r1_sha256,
        "1.2.840.10045.4.3.3" => SignatureScheme.ecdsa_secp384r1_sha384,
        "1.2.840.10045.4.3.4" => SignatureScheme.ecdsa_secp521r1_sha512,
        "1.3.101.112" => SignatureScheme.ed25519,
        "1.3.101.113" => SignatureScheme.ed448,
        "2.16.840.1.101.3.4.3.17" => SignatureScheme.mldsa44,
        "2.16.840.1.101.3.4.3.18" => SignatureScheme.mldsa65,
        "2.16.840.1.101.3.4.3.19" => SignatureScheme.mldsa87,
        _ => null,
    };

    private static SignatureScheme? PssScheme(AsnReader parameters)
    {
        Asn1Tag hashAlgorithm = new(TagClass.ContextSpecific, 0);
        AsnReader? pss = parameters.HasData ? parameters.ReadSequence() : null;
        if (pss is not { HasData: true } || !pss.PeekTag().HasSameClassAndValue(hashAlgorithm)) return null;
        return pss.ReadSequence(hashAlgorithm).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => SignatureScheme.rsa_pss_rsae_sha256,
            "2.16.840.1.101.3.4.2.2" => SignatureScheme.rsa_pss_rsae_sha384,
            "2.16.840.1.101.3.4.2.3" => SignatureScheme.rsa_pss_rsae_sha512,
            _ => null,
        };
    }
}
