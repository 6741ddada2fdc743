using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A side's own certificate belongs to an authority.</summary>
internal sealed class CaCertificateAsLeaf() : CertificateRule("ca_certificate_as_leaf", FindingSeverity.Low)
{
    public override string Why => "The key of a running server can sign certificates for any name that clients will trust.";

    public override string Advice =>
        "Issue the server a certificate of its own, with CA:FALSE, and keep the authority's key off the server.";

    public override string Reference => "RFC 5280 §4.2.1.9";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        // Many tools make self-signed certificates as authorities. That they are self-signed is said already.
        if (side.Chain.Own.IsAuthority && !side.Chain.IsSelfSigned)
            Found(judgement, side, $"{NameOf(side, 0)} is that of an authority (CA:TRUE)");
    }
}
