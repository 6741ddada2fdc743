using System.Security.Cryptography;
using System.Text.Json;
using TlsDissect.Messages.Fields;

namespace TlsDissect.Output.Json;

/// <summary>
/// Writes the fields of a message: structures as objects, lists as arrays, numbers of a registry with their name, bytes as lower-case hex.
/// </summary>
internal static class JsonFieldWriter
{
    /// <summary>Writes the fields as the property <c>fields</c> of the open object, if the message's body was kept.</summary>
    public static void Write(Utf8JsonWriter json, MessageEntry message)
    {
        if (message.ReadFields() is not MessageField fields) return;
        json.WritePropertyName("fields"u8);
        WriteStructure(json, fields);
    }

    private static void WriteValue(Utf8JsonWriter json, MessageField field)
    {
        switch (field.Kind)
        {
            case MessageFieldKind.Number: WriteNumber(json, field); break;
            case MessageFieldKind.Bytes: WriteBytes(json, field); break;
            case MessageFieldKind.Structure: WriteStructure(json, field); break;
            default: WriteList(json, field); break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, MessageField field)
    {
        if (field.Meaning is null)
        {
            json.WriteNumberValue(field.Number);
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("value"u8, field.Number);
        json.WriteString("name"u8, field.Meaning);
        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, MessageField field)
    {
        if (field.IsCertificate)
        {
            json.WriteStartObject();
            json.WriteNumber("length"u8, field.Bytes.Length);
            JsonText.WriteHex(json, "sha256"u8, SHA256.HashData(field.Bytes.Span));
            json.WriteString("subject"u8, field.Meaning);
            json.WriteEndObject();
        }
        else if ((field.Meaning ?? field.Malformed) is not null)
        {
            json.WriteStartObject();
            JsonText.WriteHex(json, "value"u8, field.Bytes.Span);
            if (field.Meaning is not null) json.WriteString("text"u8, field.Meaning);
            if (field.Malformed is not null) json.WriteString("malformed"u8, field.Malformed);
            json.WriteEndObject();
        }
        else
        {
            JsonText.WriteHexValue(json, field.Bytes.Span);
        }
    }

    private static void WriteStructure(Utf8JsonWriter json, MessageField field)
    {
        json.WriteStartObject();
        foreach (IGrouping<string, MessageField> group in field.Children.GroupBy(child => child.Name))
        {
            json.WritePropertyName(group.Key);
            bool isRepeated = group.Skip(1).Any();
            if (isRepeated) json.WriteStartArray();
            foreach (MessageField child in group) WriteValue(json, child);
            if (isRepeated) json.WriteEndArray();
        }

        if (field.Malformed is not null) json.WriteString("malformed"u8, field.Malformed);
        json.WriteEndObject();
    }

    /// <summary>Writes a list. An error in it comes last, as an element.</summary>
    private static void WriteList(Utf8JsonWriter json, MessageField field)
    {
        json.WriteStartArray();
        foreach (MessageField child in field.Children) WriteValue(json, child);
        if (field.Malformed is not null)
        {
            json.WriteStartObject();
            json.WriteString("malformed"u8, field.Malformed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
