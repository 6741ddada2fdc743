using System.Globalization;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Protocol;

/// <summary>The prime of an ephemeral Diffie-Hellman exchange is short.</summary>
internal sealed class SmallDhGroup() : FindingRule("small_dh_group", FindingSeverity.Medium)
{
    private const int LeastBits = 2048;
    private const int BrokenBits = 1024;

    public override string Why =>
        "The discrete logarithm of a short prime can be computed, and then every connection with it can be decrypted.";

    public override string Advice => "Use ECDHE. Where DHE must stay, use a group of RFC 7919 with 2,048 bits or more.";

    public override string Reference => "RFC 9325 §4.5, CVE-2015-4000 (Logjam)";

    public override void Judge(Judgement judgement)
    {
        if (DhParameters.Of(judgement.Connection) is not { Bits: < LeastBits } dh) return;
        string text = string.Create(CultureInfo.InvariantCulture,
            $"the Diffie-Hellman group has {dh.Bits:N0} bits, and {LeastBits:N0} are the minimum");
        judgement.Found(this, text, dh.Packet, dh.Bits < BrokenBits ? FindingSeverity.High : null);
    }
}
