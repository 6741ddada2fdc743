using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate expires within some days of the connection.</summary>
internal sealed class CertificateExpiresSoon() : CertificateRule("certificate_expires_soon", FindingSeverity.Low)
{
    public override string Why => "Connections will fail when the certificate expires.";

    public override string Advice => "Renew the certificate, and check that the renewal is automatic.";

    public override string Reference => "RFC 5280 §4.1.2.5";

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        TimeSpan warning = TimeSpan.FromDays(Math.Min(judgement.Options.ExpiryDays, 100_000));
        foreach (int index in side.Chain.Path)
        {
            if (side.Chain.Certificates[index] is not { NotBefore: DateTimeOffset from, NotAfter: DateTimeOffset until }) continue;
            if (side.Time is not DateTimeOffset time || time > until || until - time > warning) continue;
            // One that lives no longer is replaced in time all its life.
            Found(judgement, side, $"{NameOf(side, index)} expires on {Day(until)}, within {Days(until - time)}",
                until - from <= warning ? FindingSeverity.Info : null);
        }
    }

    private static string Days(TimeSpan left) => left.TotalDays <= 1 ? "a day" : $"{Math.Ceiling(left.TotalDays):0} days";
}
