using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes what led to TLS.</summary>
internal static class JsonStartTlsWriter
{
    /// <summary>Writes the property <c>starttls</c>; nothing if TLS began at once.</summary>
    public static void Write(Utf8JsonWriter json, StartTls? before)
    {
        if (before is null) return;
        json.WriteStartObject("starttls"u8);
        json.WriteString("protocol"u8, before.Protocol.JsonName());
        json.WriteString("target"u8, before.Target);
        if (before.Client is { } client) JsonConnectionWriter.WriteEndpoint(json, "client"u8, client);
        if (before.Cookie is not null) json.WriteString("cookie"u8, before.Cookie);
        if (!before.Through.IsEmpty)
        {
            json.WriteStartArray("through"u8);
            foreach (StartTlsProtocol protocol in before.Through) json.WriteStringValue(protocol.JsonName());
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
