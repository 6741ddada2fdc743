using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Chains;

/// <summary>All that was found about an OCSP response that was sent with a chain. Kept for the next connection with the same.</summary>
/// <param name="Statuses">The status of each certificate. A response that gives none has one entry, which says why.</param>
/// <param name="Timestamps">Timestamps of logs in it.</param>
internal sealed record JudgedResponse(ImmutableArray<StapledStatus> Statuses, ImmutableArray<SignedTimestamp> Timestamps)
{
    /// <summary>The certificate of the responder that signed it, if the certificate's issuer did not sign it itself.</summary>
    public CertificateTraits? Responder { get; init; }

    /// <summary>The statuses at a time: a responder whose certificate is not valid cannot sign.</summary>
    public ImmutableArray<StapledStatus> At(DateTimeOffset? time)
    {
        if (time is not DateTimeOffset known || Responder?.IsValidAt(known) != false) return Statuses;
        return [.. Statuses.Select(status => status.Verified == true
            ? status with { Verified = false, Problem = "the responder's certificate is not valid at this time" }
            : status)];
    }
}
