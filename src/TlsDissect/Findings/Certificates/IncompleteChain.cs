using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Certificates;

/// <summary>An intermediate certificate is missing, as far as that can be told from the certificates.</summary>
internal sealed class IncompleteChain() : CertificateRule("incomplete_chain", FindingSeverity.Medium)
{
    public override string Why => "Clients that have not stored the missing certificate from elsewhere cannot verify the chain.";

    public override string Advice => "Send the intermediate certificates after the server's own; the root may be left out.";

    public override string Reference => "RFC 8446 §4.4.2, RFC 5246 §7.4.2";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        if (side.Result.Chain == ChainVerdict.Trusted) return;
        int last = side.Chain.Path[^1];
        CertificateTraits certificate = side.Chain.Sent[last];
        if (certificate.IsSelfIssued || certificate.Details.Malformed is not null) return;
        if (Evidence(side.Chain, certificate, last) is string evidence)
            Found(judgement, side,
                $"{NameOf(side, last)} is issued by {certificate.Details.Issuer}, whose certificate was not sent: {evidence}");
    }

    /// <summary>
    /// Why the missing issuer is not just a root, which does not have to be sent. <c>null</c> if it may be one.
    /// </summary>
    private static string? Evidence(JudgedChain chain, CertificateTraits certificate, int index)
    {
        if (certificate.IssuersIssuer is { Length: > 0 } above && above != certificate.Details.Issuer)
            return $"that is an intermediate, issued by {above}";
        // Authorities of public certificates, which the logs list, issue them only through intermediates.
        if (index == 0 && !certificate.Timestamps.IsEmpty) return "a public authority issues through intermediates";
        // Who sends authorities' certificates sends all, but for the root.
        int unused = chain.Sent.Select((sent, i) => i).FirstOrDefault(i => chain.Sent[i].IsAuthority && !chain.Path.Contains(i));
        return unused > 0 ? $"certificate {unused + 1}, of an authority, does not continue the chain" : null;
    }
}
