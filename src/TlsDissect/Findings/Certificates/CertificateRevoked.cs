using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Certificates;

/// <summary>An OCSP response that the side sent itself says that a certificate is revoked.</summary>
internal sealed class CertificateRevoked() : CertificateRule("certificate_revoked", FindingSeverity.Critical)
{
    public override string Why => "The issuer has withdrawn the certificate: its key may be known to others.";

    public override string Advice => "Replace the certificate and its key now.";

    public override string Reference => "RFC 6960 §2.2";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        foreach (StapledStatus status in side.Result.Ocsp)
        {
            // A response with a wrong signature says nothing.
            if (status is not { Status: RevocationStatus.Revoked, Certificate: int index, Verified: not false }) continue;
            string reason = status.Reason is null ? "" : $" ({status.Reason})";
            string doubt = status.Verified is null ? "; the response could not be verified" : "";
            Found(judgement, side, $"{NameOf(side, index)} was revoked on {Day(status.RevokedAt)}{reason}{doubt}",
                status.Verified is null ? FindingSeverity.High : null);
        }
    }
}
