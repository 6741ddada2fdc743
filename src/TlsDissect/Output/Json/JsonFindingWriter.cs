using System.Collections.Immutable;
using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes findings.</summary>
internal static class JsonFindingWriter
{
    /// <summary>Writes the list as a property of the open object.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Finding> findings)
    {
        json.WriteStartArray("findings"u8);
        foreach (Finding finding in findings) Write(json, finding);
        json.WriteEndArray();
    }

    /// <summary>Writes one finding.</summary>
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, finding.Id);
        json.WriteString("severity"u8, JsonNames.Of(finding.Severity));
        json.WriteString("text"u8, finding.Text);
        if (finding.Packet is long packet) json.WriteNumber("packet"u8, packet);
        else json.WriteNull("packet"u8);
        json.WriteString("reference"u8, finding.Reference);
        if (!finding.Connections.IsEmpty)
        {
            json.WriteStartArray("connections"u8);
            foreach (long id in finding.Connections) json.WriteNumberValue(id);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
