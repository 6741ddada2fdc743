using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>An OCSP response that was sent with certificates says nothing to a client that checks it.</summary>
internal sealed class UnusableOcspStaple() : CertificateRule("unusable_ocsp_staple", FindingSeverity.Low)
{
    /// <summary>Clocks of clients and responders differ.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    public override string Why =>
        "Clients ignore such a response, and so do not learn of a revocation. They refuse a certificate that demands a response.";

    public override string Advice => "Let the server fetch a new response well before the old one ends, and keep its clock right.";

    public override string Reference => "RFC 6960 §3.2, RFC 7633 §4";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        foreach (StapledStatus status in side.Result.Ocsp)
        {
            if (Fault(status, side.Time) is not string fault) continue;
            string about = status.Certificate is int index ? $" about {NameOf(side, index)}" : $" that the {side.Owner} sent";
            bool isDemanded = status.Certificate is null or 0 && side.Chain.Own.MustStaple;
            Found(judgement, side, $"the OCSP response{about} is of no use: {fault}", isDemanded ? FindingSeverity.Medium : null);
            return;
        }
    }

    /// <summary>Why a response is of no use; <c>null</c> if nothing is wrong with it, as far as is known.</summary>
    private static string? Fault(StapledStatus status, DateTimeOffset? time)
    {
        if (status.Status is null || status.Verified == false) return status.Problem;
        if (status.NextUpdate < time) return $"it was good until {Minute(status.NextUpdate.Value)}, before this connection";
        return status.ThisUpdate > time + Leeway ? $"it is good from {Minute(status.ThisUpdate.Value)}, after this connection" : null;
    }
}
