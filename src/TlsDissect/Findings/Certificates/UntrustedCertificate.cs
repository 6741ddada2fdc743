using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Certificates;

/// <summary>The chain does not lead to a given authority.</summary>
internal sealed class UntrustedCertificate() : CertificateRule("untrusted_certificate", FindingSeverity.High)
{
    public override string Why =>
        "Clients that trust only these authorities refuse the certificate. Those that accept it may accept any other.";

    public override string Advice => "Use a certificate of a trusted authority, or add its authority where it belongs.";

    public override string Reference => "RFC 5280 §6.1";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        if (side.Result.Chain == ChainVerdict.NotJudged)
        {
            Found(judgement, side, $"the {side.Owner}'s certificates could not be judged: {side.Result.NotJudged}", FindingSeverity.Info);
            return;
        }

        // Time and usage have findings of their own.
        if (side.Result.Chain != ChainVerdict.Untrusted || side.Result.Problems.All(problem => problem is "time" or "usage")) return;
        Found(judgement, side, $"the {side.Owner}'s certificate is not trusted: {Reason(side)}");
    }

    private static string Reason(SideJudgement side)
    {
        CertificateDetails last = side.Chain.Certificates[side.Chain.Path[^1]];
        return string.Join("; ", side.Result.Problems.Where(problem => problem is not ("time" or "usage")).Select(problem => problem switch
        {
            "untrusted_root" => side.Chain.IsSelfSigned ? "it is self-signed" : $"its authority {last.Subject} is not trusted",
            "incomplete" => $"the issuer {last.Issuer} is not trusted, and its certificate was not sent",
            "signature" => "the signature of a certificate does not fit its issuer's key",
            "basic_constraints" => "a certificate was issued by one that is not an authority's",
            "name_constraints" => "an authority issued for names that it is not allowed to",
            "critical_extension" => "a certificate has a critical extension that is not supported",
            "policy" => "its policies are not allowed",
            _ => "the chain is not valid",
        }));
    }
}
