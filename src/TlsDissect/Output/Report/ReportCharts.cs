using System.Globalization;
using TlsDissect.Output.Json;
using TlsDissect.Output.Statistics;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Report;

/// <summary>The charts of a page.</summary>
internal static class ReportCharts
{
    /// <summary>The charts of bars. One without rows is left out.</summary>
    public static IReadOnlyList<ReportChart> Bars(StatisticsResult statistics, ReportExpiry certificates, LatencyBins latency)
    {
        ReportChart[] charts =
        [
            ReportChart.Of("versions", "version", statistics[SectionKind.Versions], ProtocolVersion.Ssl20.DisplayName(),
                ProtocolVersion.Ssl30.DisplayName(), ProtocolVersion.Tls10.DisplayName(), ProtocolVersion.Tls11.DisplayName()),
            ReportChart.Of("outcomes", "outcome", statistics[SectionKind.Outcomes], JsonNames.Of(OutcomeResult.Refused),
                JsonNames.Of(OutcomeResult.Aborted)),
            ReportChart.Of("decryption", "status", statistics[SectionKind.Decryption]),
            ReportChart.Of("suites", "cipher suite", statistics[SectionKind.CipherSuites]),
            ReportChart.Of("groups", "group", statistics[SectionKind.Groups]),
            new("expiry", "Server certificates by expiry", "expires", "certificates", [.. certificates.Rows()])
            {
                Note = certificates.Note,
            },
            new("latency", "Duration of handshakes", "duration", "connections",
                [.. latency.Counts().Select(range => new ReportChart.Row(range.Label, range.Count))])
            {
                Note = LatencyNote(statistics),
            },
        ];
        return [.. charts.Where(chart => chart.Rows.Count > 0)];
    }

    private static string LatencyNote(StatisticsResult statistics)
    {
        LatencyStatistics handshake = statistics.Latency.First(latency => latency.Name == "handshake");
        string whole = ShareText.Whole(handshake.Connections, statistics.Connections, "connection");
        return $"{whole}: median {Duration(handshake.Median)}, 95% within {Duration(handshake.P95)}, 99% within {Duration(handshake.P99)}";
    }

    /// <summary>Two digits: more are not known.</summary>
    private static string Duration(long nanoseconds)
    {
        (double value, string unit) = nanoseconds < 1_000_000_000 ? (nanoseconds / 1e6, "ms") : (nanoseconds / 1e9, "s");
        string format = value < 1 ? "0.00" : value < 10 ? "0.0" : "N0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }
}
