using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate had expired when the connection began.</summary>
internal sealed class CertificateExpired() : CertificateRule("certificate_expired", FindingSeverity.High)
{
    public override string Why => "Clients refuse an expired certificate. Those that accept it may not check certificates at all.";

    public override string Advice => "Renew the certificate, and automate it.";

    public override string Reference => "RFC 5280 §4.1.2.5";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        foreach (int index in side.Chain.Path)
        {
            if (!(side.Chain.Certificates[index].NotAfter < side.Time)) continue;
            Found(judgement, side, $"{NameOf(side, index)} expired on {Day(side.Chain.Certificates[index].NotAfter)}",
                index == 0 ? null : FindingSeverity.Medium);
        }
    }
}
