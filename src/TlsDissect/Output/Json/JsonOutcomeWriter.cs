using System.Text.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>Writes the outcome of a connection as a property of the open object.</summary>
internal static class JsonOutcomeWriter
{
    public static void Write(Utf8JsonWriter json, ConnectionOutcome? outcome)
    {
        if (outcome is null)
        {
            json.WriteNull("outcome"u8);
            return;
        }

        json.WriteStartObject("outcome"u8);
        json.WriteString("result"u8, JsonNames.Of(outcome.Result));
        json.WriteString("by"u8, outcome.By is Sender by ? JsonNames.Of(by) : null);
        json.WriteString("alert"u8, outcome.Alert?.RegisteredName());
        if (outcome.Packet is long packet) json.WriteNumber("packet"u8, packet);
        else json.WriteNull("packet"u8);
        json.WriteString("text"u8, outcome.Text);
        json.WriteEndObject();
    }
}
