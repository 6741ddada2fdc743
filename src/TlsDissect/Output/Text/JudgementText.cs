using System.Globalization;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Text;

/// <summary>The judgement on a side's certificates, as lines below them.</summary>
internal static class JudgementText
{
    /// <summary>Writes OCSP responses, and everything else with <see cref="TextOptions.Verbose"/>.</summary>
    public static void Write(FieldWriter fields, CertificateJudgement judgement, TextOptions options)
    {
        if (options.Verbose)
            fields.Write("", judgement.Name is string name ? $"{Chain(judgement)}; {Name(name, judgement.NameMatches)}" : Chain(judgement));
        foreach (StapledStatus status in judgement.Ocsp)
        {
            fields.Write("", options.Verbose ? $"{Ocsp(status)}{OcspDetails(status)}" : Ocsp(status),
                status.Status == RevocationStatus.Revoked ? options.Palette.Bad : "");
        }

        if (!options.Verbose) return;
        foreach (SignedTimestamp timestamp in judgement.Timestamps)
        {
            fields.Write("",
                $"timestamp of log {HelloDetails.Hex(timestamp.LogId)} at {Second(timestamp.Time)}, sent in {Source(timestamp.Source)}, " +
                "signature not verified");
        }
    }

    /// <summary>Whether the chain is trusted, in words.</summary>
    public static string Chain(CertificateJudgement judgement) => judgement.Chain switch
    {
        ChainVerdict.NotChecked => "chain not checked",
        ChainVerdict.Trusted => $"trusted by {WireText.DistinguishedName(judgement.TrustedBy ?? "")}",
        ChainVerdict.Untrusted => $"not trusted: {string.Join(", ", judgement.Problems.Select(Problem))}",
        _ => $"chain could not be judged: {judgement.NotJudged}",
    };

    private static string Problem(string problem) => problem switch
    {
        "time" => "not valid at this time",
        "untrusted_root" => "unknown authority",
        "incomplete" => "no certificate of the issuer",
        "signature" => "wrong signature",
        "usage" => "not for this use",
        "basic_constraints" => "issued by a certificate that is not an authority's",
        "name_constraints" => "issued for a name that the authority may not use",
        "critical_extension" => "unsupported critical extension",
        "policy" => "policies not allowed",
        _ => "invalid chain",
    };

    private static string Name(string name, bool? matches) => matches switch
    {
        true => $"for {WireText.Name(name)}",
        false => $"not for {WireText.Name(name)}",
        null => $"unknown whether for {WireText.Name(name)}",
    };

    private static string Ocsp(StapledStatus status)
    {
        string which = status.Certificate is int index and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"certificate {index + 1} ")
            : "";
        string revoked = status.RevokedAt is null
            ? ""
            : $" since {Second(status.RevokedAt)}{(status.Reason is null ? "" : $" ({status.Reason})")}";
        string said = status.Status is RevocationStatus known ? $": {which}{JsonNames.Of(known)}{revoked}" : "";
        return $"OCSP response{said}, {Verified(status)}";
    }

    private static string OcspDetails(StapledStatus status)
    {
        string responder = status.Responder is null ? "" : $"; responder {WireText.DistinguishedName(status.Responder)}";
        string serial = status.Serial is null ? "" : $"; serial {WireText.Escape(status.Serial)}";
        string times = status.ProducedAt is null
            ? ""
            : $"; produced {Second(status.ProducedAt)}, this update {Second(status.ThisUpdate)}, next update {Second(status.NextUpdate)}";
        return responder + serial + times;
    }

    private static string Verified(StapledStatus status) => status switch
    {
        { Problem: string problem } => WireText.EscapeMessage(problem),
        { Verified: true } => "verified",
        _ => "not verified",
    };

    private static string Source(string source) => source switch
    {
        "tls" => "an extension",
        "ocsp" => "the OCSP response",
        _ => "the certificate",
    };

    private static string Second(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
