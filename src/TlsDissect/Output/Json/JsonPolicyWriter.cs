using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes whether a connection complies with a policy.</summary>
internal static class JsonPolicyWriter
{
    /// <summary>Writes the member of the open object; nothing without a policy.</summary>
    public static void Write(Utf8JsonWriter json, PolicyVerdict? verdict)
    {
        if (verdict is null) return;
        json.WriteStartObject("policy"u8);
        json.WriteString("name"u8, verdict.Policy);
        if (verdict.Complies is bool complies) json.WriteBoolean("complies"u8, complies);
        else json.WriteNull("complies"u8);
        json.WriteString("reason"u8, verdict.Reason);
        json.WriteStartArray("rules"u8);
        foreach (BrokenRule rule in verdict.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, rule.Rule);
            json.WriteString("text"u8, rule.Text);
            if (rule.Packet is long packet) json.WriteNumber("packet"u8, packet);
            else json.WriteNull("packet"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
