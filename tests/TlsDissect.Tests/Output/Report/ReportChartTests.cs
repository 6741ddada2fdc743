using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using TlsDissect.Output.Report;
using TlsDissect.Output.Statistics;
using TlsDissect.Protocol;
using TlsDissect.Tests.Output.Statistics;

namespace TlsDissect.Tests.Output.Report;

public class ReportChartTests
{
    private static readonly (long Below, string Label)[] Durations =
        [(999, "under 1 ms"), (1_000, "1 to 5 ms"), (49_999, "10 to 50 ms"), (999_999, "0.5 to 1 s"), (long.MaxValue, "5 s and more")];

    [Fact]
    public void Every_duration_is_in_the_range_that_names_it()
    {
        foreach ((long duration, string label) in Durations)
        {
            LatencyBins bins = new();
            bins.Add(duration);
            Assert.Equal([(label, 1L)], bins.Counts());
        }
    }

    [Fact]
    public void The_ranges_have_all_durations() =>
        Gen.Long[0, 100_000_000].Array[0, 50].Sample(durations =>
        {
            LatencyBins bins = new();
            foreach (long duration in durations) bins.Add(duration);
            Assert.Equal(durations.Length, bins.Counts().Sum(range => range.Count));
            if (durations.Length > 0) Assert.All([bins.Counts().First(), bins.Counts().Last()], range => Assert.NotEqual(0, range.Count));
        });

    [Fact]
    public void Certificates_are_in_the_range_of_the_time_that_is_left()
    {
        const long day = 24L * 60 * 60 * 1_000_000;
        StatisticsResult statistics = ConnectionStatisticsTests.Of() with
        {
            Certificates = 6,
            Expiries = [99, 100, 100 + (6 * day), 100 + (7 * day), 100 + (365 * day)],
        };
        ReportExpiry expiry = new(statistics, now: 100);

        Assert.Equal([("expired", 1L, "bad"), ("within 7 days", 2, "warn"), ("within 30 days", 1, null), ("later", 1, null)],
            expiry.Rows().Select(row => (row.Label, row.Count, row.Mark)));
        Assert.Equal((1, 2, 3), (expiry.Expired, expiry.Within(7), expiry.Within(8)));
        Assert.Equal("5 of 6 certificates", expiry.Note);
        Assert.Null(new ReportExpiry(statistics with { Certificates = 5 }, now: 100).Note);
        ReportExpiry more = new(statistics with { UncountedCertificates = 2 }, now: 100);
        Assert.Equal("at least 6 different server certificates; those of 2 connections were too many to count", more.Note);
        Assert.Contains("; none failed, at least 1 certificate expired, at least 2 certificates expire within 7 days; ",
            ReportSentence.Of(statistics with { Connections = 9, UncountedCertificates = 2 }, more, days: 7), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "1970-01-01 00:00:00.000 UTC")]
    [InlineData(1000, "1970-01-01 00:00:01 UTC")]
    [InlineData(60_000, "1970-01-01 00:01 UTC")]
    [InlineData(86_400_000, "1970-01-02")]
    public void The_axis_of_time_is_as_exact_as_its_slots(long slot, string start)
    {
        long length = Math.Max(slot, 1);
        string html = ChartMarkup.Of([], new TimelineStatistics(
            DateTimeOffset.FromUnixTimeMilliseconds(slot), TimeSpan.FromMilliseconds(length), [1, 0, 2]));

        Assert.Contains($"<p class=\"axis\"><span>{start}</span><span>", html, StringComparison.Ordinal);
        Assert.Contains($"<title>{start}: 1</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_without_durations_has_no_bar_and_percentiles_are_not_the_title()
    {
        ReportChart chart = new("latency", "title", "duration", "connections", [new("a", 1), new("b", 0)]) { Note = "<note>" };

        XElement figure = XElement.Parse(ChartMarkup.Of([chart], new TimelineStatistics(null, TimeSpan.Zero, [])));

        Assert.Equal(["100", "0"], figure.Descendants("rect").Select(rect => rect.Attribute("width")!.Value));
        Assert.Equal("title", figure.Element("figcaption")!.Value);
        Assert.Equal("<note>", figure.Element("p")!.Value);
        // A screen reader says the headers of a cell; an empty one is nothing to say.
        Assert.DoesNotContain(figure.Descendants("th"), head => head.Value.Length == 0);
    }

    /// <summary>Shares are those of the statistics, and bars are as long as their figures say.</summary>
    [Fact]
    public void Charts_are_well_formed_and_their_bars_tell_the_figures()
    {
        (ProtocolVersion Version, int Count)[] versions =
            [(ProtocolVersion.Tls13, 6), (ProtocolVersion.Tls10, 3), (ProtocolVersion.None, 1)];
        ReportFile page = Reports.Of(versions.SelectMany(one =>
            Enumerable.Range(0, one.Count).Select(_ => SampleConnections.Bare(0x009c, one.Version))));

        int start = page.Frame.IndexOf("<figure", StringComparison.Ordinal);
        int end = page.Frame.LastIndexOf("</figure>", StringComparison.Ordinal) + "</figure>".Length;
        XElement charts = XElement.Parse($"<charts>{page.Frame[start..end]}</charts>");
        XElement figure = charts.Elements("figure").Single(figure => (string?)figure.Attribute("data-chart") == "versions");
        XElement[] rows = [.. figure.Descendants("tbody").Single().Elements("tr")];
        Assert.Equal(["TLS 1.3", "TLS 1.0"], rows.Select(row => row.Element("th")!.Value));
        Assert.Equal(["TLS 1.3", "TLS 1.0"], rows.Select(row => (string?)row.Attribute("data-value")));
        Assert.Equal([null, "bad"], rows.Select(row => (string?)row.Attribute("class")));
        Assert.Equal(["6", "3"], rows.Select(row => row.Elements("td").ElementAt(1).Value));
        Assert.Equal(["67%", "33%"], rows.Select(row => row.Elements("td").ElementAt(2).Value));
        Assert.Equal([100, 50], rows.Select(row => Width(row.Descendants("rect").Single())));
        Assert.Equal("9 of 10 connections", figure.Element("p")!.Value);
        Assert.Equal("[[\"TLS 1.3\",6],[\"TLS 1.0\",3]]",
            page.Report.GetProperty("charts").GetProperty("versions").GetRawText());
        XElement time = charts.Elements("figure").Single(figure => (string?)figure.Attribute("data-chart") == "time");
        Assert.Single(time.Descendants("rect"));

        static double Width(XElement rect) => double.Parse(rect.Attribute("width")!.Value, CultureInfo.InvariantCulture);
    }
}
