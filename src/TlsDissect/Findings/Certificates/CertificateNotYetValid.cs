using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate was not valid yet when the connection began.</summary>
internal sealed class CertificateNotYetValid() : CertificateRule("certificate_not_yet_valid", FindingSeverity.Medium)
{
    public override string Why =>
        "Clients refuse a certificate before its time. Often the clock of its issuer or of the capturing machine is wrong.";

    public override string Advice => "Check the clocks of the issuer, the server and the clients.";

    public override string Reference => "RFC 5280 §4.1.2.5";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        foreach (int index in side.Chain.Path)
        {
            if (side.Chain.Certificates[index].NotBefore > side.Time)
                Found(judgement, side, $"{NameOf(side, index)} is not valid before {Day(side.Chain.Certificates[index].NotBefore)}");
        }
    }
}
