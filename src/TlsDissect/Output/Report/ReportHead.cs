using System.Globalization;
using System.Text.Json;
using TlsDissect.Output.Json;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Output.Report;

/// <summary>Writes what a page says of all its connections, as one JSON object.</summary>
/// <param name="options">The run.</param>
/// <param name="statistics">The connections.</param>
/// <param name="rows">Their rows.</param>
internal sealed class ReportHead(ReportOptions options, StatisticsResult statistics, ReportRows rows)
{
    /// <summary>Limit on the captures that are named.</summary>
    public const int MaxCaptures = 100;

    public required string Sentence { get; init; }

    public required IReadOnlyList<ReportChart> Charts { get; init; }

    public required ReportFindings Findings { get; init; }

    public required ReportRemarks Remarks { get; init; }

    public void Write(Stream output)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder });
        json.WriteStartObject();
        json.WriteString("program"u8, options.Program);
        WriteStrings(json, "captures"u8, options.Captures.Take(MaxCaptures));
        json.WriteNumber("more_captures"u8, Math.Max(0, options.Captures.Count - MaxCaptures));
        json.WriteString("sentence"u8, Sentence);
        json.WriteString("start"u8, statistics.Start);
        json.WriteString("end"u8, statistics.End);
        json.WriteString("origin"u8, rows.Origin.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("plaintext"u8, options.HasPlaintext);
        json.WriteNumber("rows"u8, rows.Count);
        json.WriteNumber("block_size"u8, ReportDetails.BlockSize);
        WriteStrings(json, "columns"u8, ReportRows.Names);
        WriteStrings(json, "texts"u8, ReportRows.TextNames);
        WriteCounts(json);
        json.WritePropertyName("findings"u8);
        Findings.Write(json);
        Remarks.Write(json);
        WriteCharts(json);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private void WriteCounts(Utf8JsonWriter json)
    {
        json.WriteStartObject("counts"u8);
        json.WriteNumber("connections"u8, statistics.Connections);
        json.WriteNumber("clients"u8, statistics[SectionKind.ClientTraffic].Distinct);
        json.WriteNumber("servers"u8, statistics[SectionKind.ServerTraffic].Distinct);
        WriteCounts(json, SectionKind.Outcomes, Enum.GetValues<OutcomeResult>().Select(JsonNames.Of));
        WriteCounts(json, SectionKind.Decryption, Enum.GetValues<DecryptionStatus>().Select(JsonNames.Of));
        ReportRemarks.WriteNumber(json, "packets"u8, Remarks.Packets);
        ReportRemarks.WriteNumber(json, "other_tcp"u8, Remarks.OtherTcp);
        json.WriteEndObject();
    }

    private void WriteCounts(Utf8JsonWriter json, SectionKind kind, IEnumerable<string> values)
    {
        foreach (string value in values) json.WriteNumber(value, ReportSentence.CountOf(statistics[kind], value));
    }

    private void WriteCharts(Utf8JsonWriter json)
    {
        json.WriteStartObject("charts"u8);
        foreach (ReportChart chart in Charts)
        {
            json.WriteStartArray(chart.Id);
            foreach (ReportChart.Row row in chart.Rows)
            {
                json.WriteStartArray();
                json.WriteStringValue(row.Label);
                json.WriteNumberValue(row.Count);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
