using TlsDissect.Output.Statistics;

namespace TlsDissect.Output.Report;

/// <summary>A chart of bars: its name, and its rows.</summary>
/// <param name="Id">Its name in the page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Label">The kind of its labels.</param>
/// <param name="Unit">The kind of its figures.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record ReportChart(string Id, string Title, string Label, string Unit, IReadOnlyList<ReportChart.Row> Rows)
{
    /// <summary>A line under the title; <c>null</c> if there is none.</summary>
    public string? Note { get; init; }

    /// <summary>Mark of a row that needs attention.</summary>
    public const string Bad = "bad";

    /// <summary>Mark of a row that may need attention.</summary>
    public const string Warn = "warn";

    /// <summary>Label of the values beyond the most frequent ones.</summary>
    private const string Others = "other";

    /// <summary>A row.</summary>
    /// <param name="Label">Its label.</param>
    /// <param name="Count">Its figure.</param>
    /// <param name="Mark"><see cref="Bad"/>, <see cref="Warn"/> or <c>null</c>.</param>
    /// <param name="IsValue">Whether the label is a value of the connections' rows.</param>
    internal readonly record struct Row(string Label, long Count, string? Mark = null, bool IsValue = false);

    /// <summary>A chart of the most frequent values.</summary>
    /// <param name="id">Its name in the page.</param>
    /// <param name="label">The kind of its labels.</param>
    /// <param name="section">The values.</param>
    /// <param name="bad">Values that need attention.</param>
    public static ReportChart Of(string id, string label, StatisticsSection section, params IReadOnlyCollection<string> bad)
    {
        List<Row> rows =
            [.. section.Values.Select(one => new Row(one.Value, one.Count, bad.Contains(one.Value) ? Bad : null, IsValue: true))];
        if (section.Others > 0) rows.Add(new Row(Others, section.Others));
        return new ReportChart(id, section.Kind.Title, label, "connections", rows)
        {
            Note = section.Total < section.All ? section.Whole : null,
        };
    }
}
