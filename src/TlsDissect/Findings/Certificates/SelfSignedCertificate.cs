using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A side's certificate is its own issuer, and not trusted.</summary>
internal sealed class SelfSignedCertificate() : CertificateRule("self_signed_certificate", FindingSeverity.Medium)
{
    public override string Why => "Nothing vouches for it: clients that accept it unseen accept an attacker's, too.";

    public override string Advice => "Use a certificate of an authority, at least of your own; or give this one to every client.";

    public override string Reference => "RFC 5280 §6.1";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        if (!side.Chain.IsSelfSigned || side.Result.Chain == ChainVerdict.Trusted) return;
        // Programs that identify clients by their keys alone have such certificates.
        Found(judgement, side, $"{NameOf(side, 0)} is self-signed",
            side.Chain.Side == TlsDissect.Protocol.Sender.Client ? FindingSeverity.Low : null);
    }
}
