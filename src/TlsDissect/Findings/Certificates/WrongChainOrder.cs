using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate is not followed by that of its issuer, which was sent elsewhere.</summary>
internal sealed class WrongChainOrder() : CertificateRule("wrong_chain_order", FindingSeverity.Low)
{
    public override string Why => "Up to TLS 1.2 each certificate must certify the one before it. Strict clients refuse another order.";

    public override string Advice =>
        "Order the file of the chain: the server's own certificate first, then its issuer, then the issuer's issuer.";

    public override string Reference => "RFC 5246 §7.4.2, RFC 8446 §4.4.2";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        JudgedChain chain = side.Chain;
        for (int i = 0; i + 1 < chain.Path.Length; i++)
        {
            int index = chain.Path[i], next = index + 1;
            if (next < chain.Sent.Length && chain.Sent[index].IsIssuedBy(chain.Sent[next])) continue;
            Found(judgement, side, $"{NameOf(side, index)} is issued by certificate {chain.Path[i + 1] + 1}, which should follow it");
            return;
        }
    }
}
