using System.Globalization;
using TlsDissect.Output.Text;

namespace TlsDissect.Output.Statistics;

/// <summary>Writes statistics as text: totals, latency, then a section for each kind of value, with bars.</summary>
internal sealed class StatisticsText
{
    /// <summary>Columns of the names of totals, with the blanks around them.</summary>
    private const int ValueColumn = 17;

    private const int NarrowestTimeline = 10;

    private const string Durations = "{0,-13}{1,10}{2,10}{3,10}{4,10}";

    /// <summary>A narrower terminal does not show how many connections have a latency.</summary>
    private const int LatencyWidth = 70;

    private const string Totals = "totals";

    private const string Latency = "latency";

    private readonly TextWriter _output;
    private readonly TextOptions _options;
    private readonly TextPalette _palette;
    private bool _hasWritten;

    private StatisticsText(TextWriter output, TextOptions options) => (_output, _options, _palette) = (output, options, options.Palette);

    /// <summary>Names of all parts, in their order: those of the sections of JSON, and two more.</summary>
    public static IEnumerable<string> Parts => [Totals, Latency, .. SectionKind.All.Select(kind => kind.Name)];

    /// <summary>Writes the parts that are asked for. Empty ones are left out.</summary>
    /// <param name="output">Receives whole lines.</param>
    /// <param name="result">The counts.</param>
    /// <param name="options">Width, glyphs and colours.</param>
    /// <param name="parts">Some of <see cref="Parts"/>; empty for all.</param>
    public static void Write(TextWriter output, StatisticsResult result, TextOptions options, IReadOnlyCollection<string> parts)
    {
        StatisticsText text = new(output, options);
        bool IsWanted(string part) => parts.Count == 0 || parts.Contains(part);
        if (IsWanted(Totals)) text.WriteTotals(result);
        if (IsWanted(Latency)) text.WriteLatency(result);
        foreach (StatisticsSection section in result.Sections)
        {
            if (section.Total == 0 || !IsWanted(section.Kind.Name)) continue;
            text.Separate();
            new SectionText(output, section, options).Write();
        }
    }

    /// <summary>Puts an empty line between parts.</summary>
    private void Separate()
    {
        if (_hasWritten) _output.WriteLine();
        _hasWritten = true;
    }

    private void WriteTotals(StatisticsResult result)
    {
        Separate();
        _output.WriteLine($"{_palette.Title}{Plural.Of(result.Connections, "connection")}{_palette.Reset}");
        if (result.Connections == 0) return;
        FieldWriter fields = new(_output, _options);
        if (result.Start is not null && result.End is not null) fields.Write("time", $"{result.Start} to {result.End}");
        fields.Write("data", DataText(result.Client, "client"));
        fields.Write("", DataText(result.Server, "server"));
        if (result.MissingBytes > 0) fields.Write("not captured", Plural.Of(result.MissingBytes, "byte"));
        fields.Write("certificates", result.CertificatesText);
        WriteTimeline(fields, result.Timeline);
    }

    private static string DataText(DataTotals data, string side)
    {
        string decrypted = data.Bytes > 0 ? $", {Plural.Of(data.Bytes, "byte")} of plaintext" : "";
        return $"{Plural.Of(data.CiphertextBytes, "byte")} from {side}s in {Plural.Of(data.Records, "record")}{decrypted}";
    }

    /// <summary>Neighbouring slots are joined until they fit on a line.</summary>
    private void WriteTimeline(FieldWriter fields, TimelineStatistics timeline)
    {
        long[] counts = [.. timeline.Counts];
        TimeSpan slot = timeline.Slot;
        if (counts.Length < 2) return;
        int room = _options.Width > 0 ? Math.Max(NarrowestTimeline, _options.Width - ValueColumn) : int.MaxValue;
        while (counts.Length > room)
        {
            counts = [.. counts.Chunk(2).Select(pair => pair.Sum())];
            slot *= 2;
        }

        fields.Write("over time", _options.Glyphs.ColumnsOf(counts));
        fields.Write("", $"{Lasting(slot)} a column; the highest is {Plural.Of(counts.Max(), "connection")}");
    }

    private void WriteLatency(StatisticsResult result)
    {
        if (result.Latency.All(latency => latency.Connections == 0)) return;
        string columns = _options.Width is 0 or >= LatencyWidth ? $"{Durations}{{5,13}}" : Durations;
        Separate();
        _output.WriteLine($"{_palette.Title}Latency{_palette.Reset}");
        WriteRow(columns, "", "median", "95%", "99%", "longest", "connections");
        foreach (LatencyStatistics latency in result.Latency.Where(latency => latency.Connections > 0))
        {
            long[] durations = [latency.Median, latency.P95, latency.P99, latency.Longest];
            WriteRow(columns, [latency.Name.Replace('_', ' '), .. durations.Select(LatencyText.Rounded),
                latency.Connections.ToString("N0", CultureInfo.InvariantCulture)]);
        }
    }

    private void WriteRow(string columns, params object[] cells) =>
        _output.WriteLine($"  {string.Format(CultureInfo.InvariantCulture, columns, cells)}");

    /// <summary>A length of <see cref="Timeline"/>, or a multiple of one.</summary>
    private static string Lasting(TimeSpan slot) => slot switch
    {
        { TotalSeconds: < 1 } => Number(slot.TotalMilliseconds, "ms"),
        { TotalMinutes: < 1 } => Number(slot.TotalSeconds, "s"),
        { TotalHours: < 1 } => Number(slot.TotalMinutes, "min"),
        { TotalDays: < 1 } => Number(slot.TotalHours, "h"),
        _ => Plural.Of((long)slot.TotalDays, "day"),
    };

    private static string Number(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}");
}
