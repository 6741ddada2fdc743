using System.Globalization;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Protocol;

/// <summary>The prime of an ephemeral Diffie-Hellman exchange is a known bad one.</summary>
internal sealed class KnownDhPrime() : FindingRule("known_dh_prime", FindingSeverity.High)
{
    public override string Why =>
        "One computation for a prime that many servers share breaks all of them; for 1,024 bits it is within reach of a state.";

    public override string Advice => "Use ECDHE. Where DHE must stay, use a group of RFC 7919 with 2,048 bits or more.";

    public override string Reference => "CVE-2015-4000 (Logjam), RFC 7919 §1";

    public override void Judge(Judgement judgement)
    {
        if (DhParameters.Of(judgement.Connection) is not { } dh) return;
        if (KnownPrimes.Find(dh.Prime.Span) is not { Name.Length: > 0 } known) return;
        string why = known.Severity < FindingSeverity.High
            ? "its origin is not explained, and it has small subgroups"
            : "many servers share it";
        string text = string.Create(CultureInfo.InvariantCulture,
            $"the Diffie-Hellman prime of {dh.Bits:N0} bits is that of {known.Name}: {why}");
        judgement.Found(this, text, dh.Packet, known.Severity);
    }
}
