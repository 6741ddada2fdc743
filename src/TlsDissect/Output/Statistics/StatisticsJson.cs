using System.Buffers;
using System.Globalization;
using System.Text.Json;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Statistics;

/// <summary>Writes statistics as a line of JSON.</summary>
internal static class StatisticsJson
{
    private const decimal NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Digits of a share, which are a hundredth of a percent.</summary>
    private const int ShareDigits = 4;

    /// <summary>Writes one whole line.</summary>
    public static void Write(IBufferWriter<byte> output, StatisticsResult result)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "statistics"u8);
            json.WriteNumber("connections"u8, result.Connections);
            json.WriteBoolean("complete"u8, result.IsComplete);
            json.WriteString("start"u8, result.Start);
            json.WriteString("end"u8, result.End);
            json.WriteStartObject("application_data"u8);
            Write(json, "client"u8, result.Client);
            Write(json, "server"u8, result.Server);
            json.WriteEndObject();
            json.WriteNumber("missing_bytes"u8, result.MissingBytes);
            json.WriteStartObject("certificates"u8);
            json.WriteNumber("count"u8, result.Certificates);
            json.WriteNumber("uncounted_connections"u8, result.UncountedCertificates);
            json.WriteEndObject();
            json.WriteStartObject("latency"u8);
            foreach (LatencyStatistics latency in result.Latency) Write(json, latency);
            json.WriteEndObject();
            Write(json, result.Timeline);
            json.WriteStartObject("sections"u8);
            foreach (StatisticsSection section in result.Sections) Write(json, section);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> side, in DataTotals data)
    {
        json.WriteStartObject(side);
        json.WriteNumber("records"u8, data.Records);
        json.WriteNumber("ciphertext_bytes"u8, data.CiphertextBytes);
        json.WriteNumber("bytes"u8, data.Bytes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LatencyStatistics latency)
    {
        json.WriteStartObject(latency.Name);
        json.WriteNumber("connections"u8, latency.Connections);
        WriteSeconds("shortest"u8, latency.Shortest);
        WriteSeconds("median"u8, latency.Median);
        WriteSeconds("p95"u8, latency.P95);
        WriteSeconds("p99"u8, latency.P99);
        WriteSeconds("longest"u8, latency.Longest);
        json.WriteEndObject();

        void WriteSeconds(ReadOnlySpan<byte> name, long nanoseconds)
        {
            if (latency.Connections > 0) json.WriteNumber(name, nanoseconds / NanosecondsPerSecond);
            else json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, TimelineStatistics timeline)
    {
        json.WriteStartObject("timeline"u8);
        json.WriteString("start"u8, timeline.Start?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("seconds"u8, (decimal)timeline.Slot.TotalMilliseconds / 1000);
        json.WriteStartArray("connections"u8);
        foreach (long count in timeline.Counts) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StatisticsSection section)
    {
        json.WriteStartObject(section.Kind.Name);
        json.WriteNumber("total"u8, section.Total);
        json.WriteNumber("distinct"u8, section.Distinct);
        json.WriteBoolean("complete"u8, section.IsComplete);
        json.WriteStartArray("values"u8);
        foreach (CountedValue value in section.Values)
        {
            json.WriteStartObject();
            json.WriteString("value"u8, value.Value);
            json.WriteNumber("count"u8, value.Count);
            if (section.Kind.CountsBytes) json.WriteNumber("bytes"u8, value.Bytes);
            json.WriteNumber("share"u8, Math.Round((decimal)section.ShareOf(value), ShareDigits));
            if (value.Severity is string severity) json.WriteString("severity"u8, severity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("others"u8, section.Others);
        if (section.Kind.CountsBytes) json.WriteNumber("other_bytes"u8, section.OtherBytes);
        json.WriteEndObject();
    }
}
