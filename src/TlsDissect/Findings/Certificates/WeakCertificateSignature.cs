using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate is signed over a broken hash.</summary>
internal sealed class WeakCertificateSignature() : CertificateRule("weak_certificate_signature", FindingSeverity.Medium)
{
    public override string Why =>
        "Two certificates with the same hash can be made, and one signature is good for both. Clients refuse such signatures.";

    public override string Advice => "Issue the certificate again with SHA-256.";

    public override string Reference => "RFC 9155 §1, RFC 6151, RFC 6194";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        foreach (int index in side.Chain.Path)
        {
            CertificateTraits certificate = side.Chain.Sent[index];
            // A root is trusted for its key; its signature on itself shows nothing.
            if (certificate.WeakHash is not string hash || certificate.IsSelfIssued) continue;
            Found(judgement, side, $"{NameOf(side, index)} is signed with {hash}", hash == "SHA-1" ? null : FindingSeverity.High);
        }
    }
}
