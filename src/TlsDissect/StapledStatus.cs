using TlsDissect.Messages.Certificates;

namespace TlsDissect;

/// <summary>The status of a certificate in an OCSP response that was sent in the handshake (RFC 6960).</summary>
public sealed record StapledStatus
{
    /// <summary>Index of the certificate in the chain; <c>null</c> if the status is for no certificate of it.</summary>
    public int? Certificate { get; init; }

    /// <summary>The certificate's serial number in lower-case hex; <c>null</c> if the response contains no status.</summary>
    public string? Serial { get; init; }

    /// <summary>The status; <c>null</c> if the response contains none.</summary>
    public RevocationStatus? Status { get; init; }

    /// <summary>
    /// The responder's name as RFC 4514 text, or the SHA-1 of its key in hex; <c>null</c> if it could not be read. Hostile text.
    /// </summary>
    public string? Responder { get; init; }

    /// <summary>When the response was signed.</summary>
    public DateTimeOffset? ProducedAt { get; init; }

    /// <summary>When the status was known to be correct.</summary>
    public DateTimeOffset? ThisUpdate { get; init; }

    /// <summary>When newer information is available at the latest; <c>null</c> if it always is.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>When the certificate was revoked; <c>null</c> if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked: the name of a CRLReason (RFC 5280 §5.3.1), in lower case; <c>null</c> if no reason is given.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether the response is signed by the issuer whose key signed the certificate, or by a responder that this issuer allows to;
    /// <c>null</c> if that could not be checked, because the issuer's certificate is not known.
    /// </summary>
    public bool? Verified { get; init; }

    /// <summary>Why the response gives no status, or was not verified; <c>null</c> if neither is so.</summary>
    public string? Problem { get; init; }
}
