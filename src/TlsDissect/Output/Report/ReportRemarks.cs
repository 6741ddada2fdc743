using System.Text.Json;

namespace TlsDissect.Output.Report;

/// <summary>What a page says beside its connections: problems of the captures, and the packets that were not dissected.</summary>
internal sealed class ReportRemarks
{
    /// <summary>Limit on the warnings that are kept.</summary>
    public const int MaxWarnings = 100;

    /// <summary>Limit on the kinds of packets that are named.</summary>
    public const int MaxKinds = 50;

    private readonly List<(string? Capture, long? Packet, string? Text)> _warnings = [];
    private readonly List<(string? Kind, long? Packets)> _notDissected = [];
    private long _moreWarnings;

    /// <summary>Number of packets of the captures; <c>null</c> until the summary came.</summary>
    public long? Packets { get; private set; }

    /// <summary>Number of TCP connections without TLS.</summary>
    public long? OtherTcp { get; private set; }

    public void AddWarning(JsonElement warning)
    {
        if (_warnings.Count == MaxWarnings) _moreWarnings++;
        else _warnings.Add((warning.Text("capture"), warning.Number("packet"), warning.Text("text")));
    }

    public void AddSummary(JsonElement summary)
    {
        Packets = summary.Number("packets");
        OtherTcp = summary.Number("other_tcp");
        foreach (JsonElement kind in summary.Elements("not_dissected").Take(MaxKinds))
            _notDissected.Add((kind.Text("kind"), kind.Number("packets")));
    }

    /// <summary>Writes members of the open object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("warnings"u8);
        foreach ((string? capture, long? packet, string? text) in _warnings)
        {
            json.WriteStartObject();
            json.WriteString("capture"u8, capture);
            WriteNumber(json, "packet"u8, packet);
            json.WriteString("text"u8, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("more_warnings"u8, _moreWarnings);
        json.WriteStartArray("not_dissected"u8);
        foreach ((string? kind, long? packets) in _notDissected)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, kind);
            WriteNumber(json, "packets"u8, packets);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a number, or <c>null</c>.</summary>
    public static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is long known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }
}
