using System.Text.Json;
using TlsDissect.Findings;
using TlsDissect.Findings.Rules;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Report;

/// <summary>The findings of all connections by their id, with some of the connections that show each.</summary>
internal sealed class ReportFindings
{
    /// <summary>Limit on the connections that are named for a finding.</summary>
    public const int MaxConnections = 50;

    /// <summary>Limit on the observations that are kept of a finding.</summary>
    public const int MaxExamples = 5;

    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private sealed class Entry
    {
        public FieldValue Severity { get; set; }

        public long Count { get; set; }

        /// <summary>How often it has <see cref="Severity"/>; otherwise it is less severe.</summary>
        public long MostSevere { get; set; }

        /// <summary>Its text, while all of them have the same.</summary>
        public string? Text { get; set; }

        public string? Reference { get; set; }

        public List<long> Connections { get; } = [];

        public List<(long Connection, long? Packet, string? Text)> Examples { get; } = [];
    }

    public void Add(long connection, JsonElement finding)
    {
        if (finding.Text("id") is not string id || finding.Text("severity") is not string severity) return;
        if (!_entries.TryGetValue(id, out Entry? entry)) _entries.Add(id, entry = new Entry());
        entry.Count++;
        FieldValue value = FieldValue.Of(FieldKind.Severity, severity);
        if (entry.Count == 1 || value.CompareTo(entry.Severity) > 0) (entry.Severity, entry.MostSevere) = (value, 0);
        if (value.CompareTo(entry.Severity) == 0) entry.MostSevere++;
        string? text = finding.Text("text");
        entry.Text = entry.Count == 1 || entry.Text == text ? text : null;
        entry.Reference ??= finding.Text("reference");
        if (entry.Connections.Count < MaxConnections && !entry.Connections.Contains(connection)) entry.Connections.Add(connection);
        if (entry.Examples.Count < MaxExamples) entry.Examples.Add((connection, finding.Number("packet"), text));
    }

    /// <summary>Writes them as an array, the most severe first.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach ((string id, Entry entry) in _entries.OrderByDescending(one => one.Value.Severity).ThenByDescending(one => one.Value.Count))
            Write(json, id, entry);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string id, Entry entry)
    {
        FindingRule? rule = FindingRules.All.FirstOrDefault(rule => rule.Id == id);
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("severity"u8, entry.Severity.Text);
        json.WriteNumber("count"u8, entry.Count);
        json.WriteNumber("most_severe"u8, entry.MostSevere);
        json.WriteString("why"u8, rule?.Why);
        json.WriteString("text"u8, entry.Text);
        json.WriteString("advice"u8, rule?.Advice);
        json.WriteString("reference"u8, entry.Reference);
        json.WriteStartArray("connections"u8);
        foreach (long connection in entry.Connections) json.WriteNumberValue(connection);
        json.WriteEndArray();
        json.WriteStartArray("examples"u8);
        foreach ((long connection, long? packet, string? text) in entry.Examples)
        {
            json.WriteStartObject();
            json.WriteNumber("connection"u8, connection);
            if (packet is long number) json.WriteNumber("packet"u8, number);
            else json.WriteNull("packet"u8);
            json.WriteString("text"u8, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
