using System.Globalization;
using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Certificates;

/// <summary>A rule about the certificates of a side, the server's or the client's.</summary>
/// <param name="id">The name of its findings.</param>
/// <param name="severity">The usual severity of its findings.</param>
internal abstract class CertificateRule(string id, FindingSeverity severity) : FindingRule(id, severity)
{
    /// <summary>Judges the certificates of both sides.</summary>
    public sealed override void Judge(Judgement judgement)
    {
        if (judgement.Certificates.Server is SideJudgement server) Judge(judgement, server);
        if (judgement.Certificates.Client is SideJudgement client) Judge(judgement, client);
    }

    /// <summary>Judges the certificates of one side.</summary>
    protected abstract void Judge(Judgement judgement, SideJudgement side);

    /// <summary>Adds a finding about a side's certificates.</summary>
    protected void Found(Judgement judgement, SideJudgement side, string text, FindingSeverity? severity = null) =>
        judgement.Found(this, text, side.Packet, severity);

    /// <summary>Names a certificate: <c>the server's certificate</c>, <c>certificate 2 of the server's chain (CN=...)</c>.</summary>
    protected static string NameOf(SideJudgement side, int index)
    {
        if (index == 0) return $"the {side.Owner}'s certificate";
        return $"certificate {index + 1} of the {side.Owner}'s chain ({side.Chain.Sent[index].Details.Subject})";
    }

    /// <summary>A minute of UTC.</summary>
    protected static string Minute(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A day of UTC.</summary>
    protected static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";
}
