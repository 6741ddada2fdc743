using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>The fields of a certificate that decide what it may be used for, and how far it can be trusted (RFC 5280 §4.2).</summary>
internal sealed record CertificateTraits
{
    /// <summary>Maximum number of signed certificate timestamps and of purposes to read; real certificates have a handful.</summary>
    internal const int MaxListed = 64;

    /// <summary>The certificate.</summary>
    public required CertificateDetails Details { get; init; }

    /// <summary>The issuer's name in DER; empty if it could not be read.</summary>
    public ReadOnlyMemory<byte> IssuerName { get; init; }

    /// <summary>The subject's name in DER; empty if it could not be read.</summary>
    public ReadOnlyMemory<byte> SubjectName { get; init; }

    /// <summary>Kind and size of its key.</summary>
    public PublicKeyStrength Key { get; init; }

    /// <summary>keyUsage; <c>null</c> if it is absent, which allows everything.</summary>
    public KeyUsages? Usage { get; init; }

    /// <summary>extKeyUsage: the allowed purposes, by identifier. <c>null</c> if it is absent, which allows everything.</summary>
    public ImmutableArray<string>? Purposes { get; init; }

    /// <summary>Whether basicConstraints says that it belongs to an authority.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Whether the server must send an OCSP response with it (RFC 7633).</summary>
    public bool MustStaple { get; init; }

    /// <summary>subjectKeyIdentifier; empty if it is absent.</summary>
    public ReadOnlyMemory<byte> SubjectKeyId { get; init; }

    /// <summary>keyIdentifier of authorityKeyIdentifier; empty if it is absent.</summary>
    public ReadOnlyMemory<byte> AuthorityKeyId { get; init; }

    /// <summary>
    /// The issuer of the issuer's certificate, as authorityKeyIdentifier names it, as RFC 4514 text. <c>null</c> if it names none.
    /// </summary>
    public string? IssuersIssuer { get; init; }

    /// <summary>Timestamps of certificate transparency logs (RFC 6962 §3.3).</summary>
    public ImmutableArray<SignedTimestamp> Timestamps { get; init; } = [];

    /// <summary>The hash of the signature if it is a broken one: <c>MD5</c>, <c>SHA-1</c>. <c>null</c> if it is another.</summary>
    public string? WeakHash { get; init; }

    /// <summary>Whether subject and issuer are the same, and the key identifiers do not say otherwise.</summary>
    public bool IsSelfIssued => IsIssuedBy(this);

    /// <summary>Whether another certificate is its issuer's, by names and key identifiers. Signatures are not verified.</summary>
    public bool IsIssuedBy(CertificateTraits issuer) =>
        Details.Malformed is null && Details.Issuer.Length > 0 && Details.Issuer == issuer.Details.Subject &&
        (AuthorityKeyId.IsEmpty || issuer.SubjectKeyId.IsEmpty || AuthorityKeyId.Span.SequenceEqual(issuer.SubjectKeyId.Span));

    /// <summary>Whether it is valid at a time.</summary>
    public bool IsValidAt(DateTimeOffset time) => !(time < Details.NotBefore) && !(time > Details.NotAfter);

    /// <summary>Reads a certificate. Of an invalid one, the readable fields are kept. Never throws on data.</summary>
    public static CertificateTraits Read(CertificateDetails details)
    {
        CertificateTraitsReader reader = new();
        try
        {
            if (!details.IsRawPublicKey) reader.Read(details.Der);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            // The fields before the fault are kept. Details.Malformed names the fault.
        }

        return reader.Traits(details);
    }
}
