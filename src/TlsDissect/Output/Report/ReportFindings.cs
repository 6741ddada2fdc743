using System.Text.Json;
using TlsDissect.Findings;
using TlsDissect.Findings.Rules;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Report;

/// <summary>
/// The findings of all connections by severity and id, as in the statistics, with some of the connections that show each.
/// </summary>
internal sealed class ReportFindings
{
    /// <summary>Limit on the connections that are named for a finding.</summary>
    public const int MaxConnections = 50;

    /// <summary>Limit on the observations that are kept of a finding.</summary>
    public const int MaxExamples = 5;

    /// <summary>The same finding may have another severity in another connection.</summary>
    private readonly Dictionary<(string Id, string Severity), Entry> _entries = [];

    private sealed class Entry
    {
        /// <summary>Number of observations.</summary>
        public long Count { get; set; }

        /// <summary>Number of connections that have it.</summary>
        public long InConnections { get; set; }

        /// <summary>Its text, while all of them have the same.</summary>
        public string? Text { get; set; }

        public string? Reference { get; set; }

        public List<long> Connections { get; } = [];

        public List<(long Connection, long? Packet, string? Text)> Examples { get; } = [];
    }

    /// <summary>Adds the findings of a connection.</summary>
    public void Add(long connection, IEnumerable<JsonElement> findings)
    {
        HashSet<Entry> shown = [];
        foreach (JsonElement finding in findings)
        {
            if (finding.Text("id") is not string id || finding.Text("severity") is not string severity) continue;
            if (!_entries.TryGetValue((id, severity), out Entry? entry)) _entries.Add((id, severity), entry = new Entry());
            Add(entry, connection, finding);
            if (shown.Add(entry)) AddConnection(entry, connection);
        }
    }

    /// <summary>Writes them as an array, the most severe first.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (((string id, string severity), Entry entry) in _entries
            .OrderByDescending(one => FieldValue.Of(FieldKind.Severity, one.Key.Severity)).ThenByDescending(one => one.Value.Count)
            .ThenBy(one => one.Key.Id, StringComparer.Ordinal))
            Write(json, id, severity, entry);
        json.WriteEndArray();
    }

    private static void Add(Entry entry, long connection, JsonElement finding)
    {
        entry.Count++;
        string? text = finding.Text("text");
        entry.Text = entry.Count == 1 || entry.Text == text ? text : null;
        entry.Reference ??= finding.Text("reference");
        if (entry.Examples.Count < MaxExamples) entry.Examples.Add((connection, finding.Number("packet"), text));
    }

    private static void AddConnection(Entry entry, long connection)
    {
        entry.InConnections++;
        if (entry.Connections.Count < MaxConnections) entry.Connections.Add(connection);
    }

    private static void Write(Utf8JsonWriter json, string id, string severity, Entry entry)
    {
        FindingRule? rule = FindingRules.All.FirstOrDefault(rule => rule.Id == id);
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("severity"u8, severity);
        json.WriteNumber("count"u8, entry.Count);
        json.WriteNumber("in_connections"u8, entry.InConnections);
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
