using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The agreed cipher authenticates records with 64 bits.</summary>
internal sealed class ShortTag() : FindingRule("short_tag", FindingSeverity.Info)
{
    public override string Why => "A forged record is accepted once in 2^64 trials, instead of once in 2^128.";

    public override string Advice => "Use suites with a tag of 128 bits, except where each byte counts.";

    public override string Reference => "RFC 6655 §3, RFC 9147 §4.5.3";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { } suite) return;
        if (suite.TagLength() != 8) return;
        judgement.Found(this, $"{suite.Name} authenticates each record with 64 bits", Hellos.ServerPacket(judgement.Connection));
    }
}
