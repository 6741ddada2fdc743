using System.Globalization;
using TlsDissect.Output.Json;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Output.Report;

/// <summary>The summary of a page in one sentence.</summary>
internal static class ReportSentence
{
    /// <param name="statistics">The connections.</param>
    /// <param name="certificates">The servers' certificates.</param>
    /// <param name="days">Certificates that expire within this number of days are named.</param>
    public static string Of(StatisticsResult statistics, ReportExpiry certificates, int days)
    {
        if (statistics.Connections == 0) return "No TLS connections";
        StatisticsSection outcomes = statistics[SectionKind.Outcomes], servers = statistics[SectionKind.ServerTraffic];
        long failed = CountOf(outcomes, JsonNames.Of(OutcomeResult.Refused)) + CountOf(outcomes, JsonNames.Of(OutcomeResult.Aborted));
        long decrypted = CountOf(statistics[SectionKind.Decryption], JsonNames.Of(DecryptionStatus.Decrypted));
        long expired = certificates.Expired, soon = certificates.Within(days);
        List<string> parts = [failed > 0 ? $"{Number(failed)} failed" : "none failed"];
        string atLeast = certificates.IsMinimum ? "at least " : "";
        if (expired > 0) parts.Add($"{atLeast}{Plural(expired, "certificate")} expired");
        if (soon > 0)
            parts.Add($"{atLeast}{Plural(soon, "certificate")} expire{(soon == 1 ? "s" : "")} within {Plural(days, "day")}");
        string versions = statistics[SectionKind.Versions].Values is [CountedValue version, ..]
            ? $"{(version.Count == statistics.Connections ? "all" : Number(version.Count))} with {version.Value}"
            : "version unknown";
        return $"{Plural(statistics.Connections, "connection")} to {(servers.IsComplete ? "" : "more than ")}" +
            $"{Plural(servers.Distinct, "server")}; {string.Join(", ", parts)}; {versions}; " +
            $"{(decrypted > 0 ? Number(decrypted) : "none")} decrypted";
    }

    /// <summary>Formats a number with commas.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How often a value occurred.</summary>
    public static long CountOf(StatisticsSection section, string value) =>
        section.Values.FirstOrDefault(one => one.Value == value).Count;

    private static string Plural(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}
