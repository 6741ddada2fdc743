using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A side's own certificate is issued for more than 398 days.</summary>
internal sealed class LongCertificateLifetime() : CertificateRule("long_certificate_lifetime", FindingSeverity.Info)
{
    public override string Why =>
        "A stolen key stays useful for as long. Public certificates may be issued for at most 398 days, and since March 15, 2026 for 200.";

    public override string Advice => "Issue certificates for shorter times, and automate their renewal.";

    public override string Reference => "CA/Browser Forum Baseline Requirements §6.3.2";

    private static readonly TimeSpan Max = TimeSpan.FromDays(398);

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        if (side.Chain.Own.Details is { NotBefore: DateTimeOffset from, NotAfter: DateTimeOffset until } && until - from > Max)
            Found(judgement, side, $"{NameOf(side, 0)} is issued for {(until - from).TotalDays:0} days");
    }
}
