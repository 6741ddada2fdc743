using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>An OCSP response (RFC 6960 §4.2.1). All text is hostile.</summary>
internal sealed record OcspResponse
{
    /// <summary>Maximum number of certificates whose status is read, and of certificates of responders.</summary>
    internal const int MaxListed = 64;

    /// <summary>responseStatus: 0 if it was successful.</summary>
    public int Status { get; init; }

    /// <summary>The responder's name as RFC 4514 text; <c>null</c> if it is identified by its key.</summary>
    public string? ResponderName { get; init; }

    /// <summary>SHA-1 of the responder's key; empty if it is identified by its name.</summary>
    public ReadOnlyMemory<byte> ResponderKey { get; init; }

    /// <summary>producedAt.</summary>
    public DateTimeOffset? ProducedAt { get; init; }

    /// <summary>The status of each certificate.</summary>
    public ImmutableArray<OcspStatus> Statuses { get; init; } = [];

    /// <summary>The signed part and its signature; <c>null</c> if they could not be read.</summary>
    public SignedStructure? Signed { get; init; }

    /// <summary>The certificates of the responder, DER.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Certificates { get; init; } = [];

    /// <summary>Why it could not be read to the end; <c>null</c> if it could.</summary>
    public string? Malformed { get; init; }

    /// <summary>Parses a response. Of an invalid one, the readable fields are kept. Never throws on data.</summary>
    public static OcspResponse Parse(ReadOnlyMemory<byte> der)
    {
        OcspResponseReader reader = new();
        try
        {
            reader.Read(der);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return reader.Response(reader.Reading);
        }

        return reader.Response(malformed: null);
    }
}

/// <summary>The status of one certificate in an OCSP response.</summary>
internal sealed record OcspStatus
{
    /// <summary>The hash algorithm of the next two fields, by identifier.</summary>
    public required string HashAlgorithm { get; init; }

    /// <summary>Hash of the issuer's name in DER.</summary>
    public required byte[] IssuerNameHash { get; init; }

    /// <summary>Hash of the issuer's key.</summary>
    public required byte[] IssuerKeyHash { get; init; }

    /// <summary>The certificate's serial number in hex, as in <see cref="CertificateDetails.Serial"/>.</summary>
    public required string Serial { get; init; }

    /// <summary>The status.</summary>
    public RevocationStatus Status { get; init; }

    /// <summary>When it was revoked; <c>null</c> if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>CRLReason; <c>null</c> if none is given.</summary>
    public int? Reason { get; init; }

    /// <summary>thisUpdate.</summary>
    public DateTimeOffset ThisUpdate { get; init; }

    /// <summary>nextUpdate; <c>null</c> if newer information is always available.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>Timestamps of certificate transparency logs (RFC 6962 §3.3).</summary>
    public ImmutableArray<SignedTimestamp> Timestamps { get; init; } = [];
}

/// <summary>Whether a certificate is revoked (RFC 6960 §2.2).</summary>
public enum RevocationStatus
{
    /// <summary>It is not revoked.</summary>
    Good,

    /// <summary>It is revoked, for ever or temporarily.</summary>
    Revoked,

    /// <summary>The responder does not know the certificate.</summary>
    Unknown,
}
