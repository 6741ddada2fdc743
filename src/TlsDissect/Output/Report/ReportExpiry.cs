using TlsDissect.Output.Statistics;

namespace TlsDissect.Output.Report;

/// <summary>The servers' own certificates, each once, by the time that is left at the end of the captures.</summary>
/// <param name="statistics">Has the times at which they expire.</param>
/// <param name="now">The end of the captures.</param>
internal sealed class ReportExpiry(StatisticsResult statistics, long now)
{
    private const long Day = TimeSpan.MicrosecondsPerDay;

    /// <summary>Time that is left, what the page calls it, and how it marks it.</summary>
    private static readonly (long Below, string Label, string? Mark)[] Ranges =
    [
        (0, "expired", ReportChart.Bad), (7 * Day, "within 7 days", ReportChart.Warn), (30 * Day, "within 30 days", null),
        (90 * Day, "within 90 days", null), (365 * Day, "within a year", null), (long.MaxValue, "later", null),
    ];

    /// <summary>The number of certificates, if not all of them are in the chart; otherwise <c>null</c>.</summary>
    public string? Note => statistics switch
    {
        { UncountedCertificates: > 0 } => statistics.CertificatesText,
        _ when statistics.Expiries.Length < statistics.Certificates =>
            ShareText.Whole(statistics.Expiries.Length, statistics.Certificates, "certificate"),
        _ => null,
    };

    /// <summary>Whether there are more certificates than were counted.</summary>
    public bool IsMinimum => statistics.UncountedCertificates > 0;

    /// <summary>Number of certificates that have expired.</summary>
    public long Expired => statistics.Expiries.LongCount(expiry => expiry < now);

    /// <summary>Number of certificates that are valid now and expire within these days.</summary>
    public long Within(int days) => statistics.Expiries.LongCount(expiry => expiry >= now && expiry - now < days * Day);

    /// <summary>The chart's rows, without empty ranges.</summary>
    public IEnumerable<ReportChart.Row> Rows()
    {
        long[] counts = new long[Ranges.Length];
        foreach (long expiry in statistics.Expiries) counts[Array.FindIndex(Ranges, range => expiry - now < range.Below)]++;
        return Ranges.Zip(counts, (range, count) => new ReportChart.Row(range.Label, count, range.Mark)).Where(row => row.Count > 0);
    }
}
