using System.Globalization;
using System.Net;
using System.Text;
using TlsDissect.Output.Statistics;
using TlsDissect.Output.Text;

namespace TlsDissect.Output.Report;

/// <summary>
/// Writes charts as HTML and SVG without colours, which the page's style gives. Charts of bars are tables, so that they can be read without
/// seeing them. Chart libraries were not used: those without native parts, as OxyPlot, write each shape's colours into a <c>style</c>
/// attribute, which the page's policy forbids and no theme can change.
/// </summary>
internal static class ChartMarkup
{
    private const int BarWidth = 100, ColumnHeight = 20;

    /// <summary>The shortest bar that can be seen.</summary>
    private const double ShortestBar = 0.3;

    /// <summary>All charts: those of bars, then connections over time.</summary>
    public static string Of(IEnumerable<ReportChart> bars, TimelineStatistics times)
    {
        StringBuilder html = new();
        foreach (ReportChart chart in bars) WriteBars(html, chart);
        WriteColumns(html, times);
        return html.ToString();
    }

    private static void WriteBars(StringBuilder html, ReportChart chart)
    {
        long all = chart.Rows.Sum(row => row.Count);
        long most = chart.Rows.Max(row => row.Count);
        html.Append(CultureInfo.InvariantCulture,
            $"<figure class=\"chart bars\" data-chart=\"{chart.Id}\"><figcaption>{Escape(chart.Title)}</figcaption>\n");
        if (chart.Note is not null) html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Escape(chart.Note)}</p>\n");
        html.Append(CultureInfo.InvariantCulture,
            $"<table><thead><tr><th scope=\"col\">{Escape(chart.Label)}</th><td></td>" +
            $"<th scope=\"col\">{Escape(chart.Unit)}</th><th scope=\"col\">share</th></tr></thead><tbody>\n");
        foreach (ReportChart.Row row in chart.Rows)
        {
            string label = Escape(row.Label);
            html.Append(CultureInfo.InvariantCulture,
                $"<tr{(row.Mark is null ? "" : $" class=\"{row.Mark}\"")}{(row.IsValue ? $" data-value=\"{label}\"" : "")}>" +
                $"<th scope=\"row\">{label}</th><td class=\"bar\"><svg viewBox=\"0 0 {BarWidth} 1\" preserveAspectRatio=\"none\" " +
                $"aria-hidden=\"true\" focusable=\"false\"><rect class=\"fill\" " +
                $"width=\"{Length(row.Count, most, BarWidth)}\" height=\"1\"/>" +
                $"</svg></td><td class=\"number\">{ReportSentence.Number(row.Count)}</td>" +
                $"<td class=\"share\">{Escape(ShareText.Percent(all > 0 ? (double)row.Count / all : 0))}</td></tr>\n");
        }

        html.Append("</tbody></table></figure>\n");
    }

    private static void WriteColumns(StringBuilder html, TimelineStatistics times)
    {
        if (times.Start is not DateTimeOffset start) return;
        long most = times.Counts.Max();
        string from = Time(start, times.Slot), to = Time(start + (times.Slot * times.Counts.Length), times.Slot);
        html.Append(CultureInfo.InvariantCulture,
            $"<figure class=\"chart columns\" data-chart=\"time\"><figcaption>Connections over time</figcaption>\n" +
            $"<svg viewBox=\"0 0 {times.Counts.Length} {ColumnHeight}\" preserveAspectRatio=\"none\" role=\"img\" " +
            $"aria-labelledby=\"time-title time-text\"><title id=\"time-title\">Connections over time</title>" +
            $"<desc id=\"time-text\">From {from} to {to}, in steps of {Duration(times.Slot)}: " +
            $"at most {Plural.Of(most, "connection")} in a step.</desc>\n");
        foreach ((int slot, long count) in times.Counts.Index())
        {
            if (count == 0) continue;
            double height = Length(count, most, ColumnHeight);
            html.Append(CultureInfo.InvariantCulture,
                $"<rect class=\"fill\" x=\"{slot}.05\" y=\"{ColumnHeight - height}\" width=\"0.9\" height=\"{height}\">" +
                $"<title>{Time(start + (times.Slot * slot), times.Slot)}: {ReportSentence.Number(count)}</title></rect>\n");
        }

        html.Append(CultureInfo.InvariantCulture,
            $"</svg><p class=\"axis\"><span>{from}</span><span>{to}</span></p></figure>\n");
    }

    private static double Length(long count, long most, int length) =>
        count == 0 ? 0 : Math.Round(Math.Max(ShortestBar, (double)length * count / most), 2);

    /// <summary>A time with as many parts as a slot needs.</summary>
    private static string Time(DateTimeOffset time, TimeSpan slot)
    {
        string format = slot switch
        {
            { TotalDays: >= 1 } => "yyyy-MM-dd",
            { TotalMinutes: >= 1 } => "yyyy-MM-dd HH:mm 'UTC'",
            { TotalSeconds: >= 1 } => "yyyy-MM-dd HH:mm:ss 'UTC'",
            _ => "yyyy-MM-dd HH:mm:ss.fff 'UTC'",
        };
        return time.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Duration(TimeSpan width)
    {
        (double value, string unit) = width switch
        {
            { TotalDays: >= 1 } => (width.TotalDays, "d"),
            { TotalHours: >= 1 } => (width.TotalHours, "h"),
            { TotalMinutes: >= 1 } => (width.TotalMinutes, "min"),
            { TotalSeconds: >= 1 } => (width.TotalSeconds, "s"),
            _ => (width.TotalMilliseconds, "ms"),
        };
        return $"{value.ToString("0", CultureInfo.InvariantCulture)} {unit}";
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(WireText.Escape(text));
}
