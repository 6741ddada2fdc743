using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Chains;

/// <summary>Signatures of certificates and OCSP responses, and the hashes by which OCSP names an issuer.</summary>
internal static class CertificateIssuers
{
    /// <summary>Whether a key made a signature; <c>null</c> if the key or the kind of signature is unknown.</summary>
    public static bool? Verify(SignedStructure? signed, CertificateTraits signer)
    {
        if (signed?.Scheme is not SignatureScheme scheme || signer.Key.Bits > ChainVerifier.MaxKeyBits) return null;
        using VerificationKey? key = VerificationKey.TryRead(signer.Details.PublicKeyBytes);
        return key is null ? null : SignatureVerifier.Verify(key, scheme, signed.Content.Span, signed.Signature);
    }

    /// <summary>Whether a status names an issuer: by the hash of its name, and of its key.</summary>
    public static bool IsNamed(CertificateTraits issuer, OcspStatus status) =>
        Hash(status.HashAlgorithm, issuer.SubjectName.Span) is byte[] name && name.AsSpan().SequenceEqual(status.IssuerNameHash) &&
        Hash(status.HashAlgorithm, KeyOf(issuer)) is byte[] key && key.AsSpan().SequenceEqual(status.IssuerKeyHash);

    /// <summary>Whether a status is for a certificate, whose issuer may be unknown.</summary>
    public static bool IsFor(CertificateTraits certificate, OcspStatus status) =>
        certificate.Details.Serial == status.Serial &&
        Hash(status.HashAlgorithm, certificate.IssuerName.Span) is byte[] name && name.AsSpan().SequenceEqual(status.IssuerNameHash);

    /// <summary>SHA-1 of a certificate's key, without algorithm, as OCSP identifies responders (RFC 6960 §4.2.1).</summary>
    public static byte[] KeyHash(CertificateTraits certificate) => SHA1.HashData(KeyOf(certificate));

    private static byte[]? Hash(string algorithm, ReadOnlySpan<byte> data) => algorithm switch
    {
        "1.3.14.3.2.26" => SHA1.HashData(data),
        "2.16.840.1.101.3.4.2.1" => SHA256.HashData(data),
        "2.16.840.1.101.3.4.2.2" => SHA384.HashData(data),
        "2.16.840.1.101.3.4.2.3" => SHA512.HashData(data),
        _ => null,
    };

    /// <summary>The bits of subjectPublicKey; empty if they cannot be read.</summary>
    private static byte[] KeyOf(CertificateTraits certificate)
    {
        try
        {
            AsnReader info = new AsnReader(certificate.Details.PublicKeyBytes, AsnEncodingRules.BER).ReadSequence();
            info.ReadSequence();
            return info.ReadBitString(out _);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return [];
        }
    }
}
