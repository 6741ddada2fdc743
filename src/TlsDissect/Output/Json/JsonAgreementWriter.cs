using System.Text.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>Writes what both sides agreed on for the protection of their data.</summary>
internal static class JsonAgreementWriter
{
    /// <summary>Writes the cipher suite with its parts as a property of the open object; <c>null</c> if it is unknown.</summary>
    public static void WriteCipherSuite(Utf8JsonWriter json, ConnectionSummary connection)
    {
        if (((int?)connection.CipherSuite ?? connection.Ssl2CipherKind) is not int id)
        {
            json.WriteNull("cipher_suite"u8);
            return;
        }

        json.WriteStartObject("cipher_suite"u8);
        json.WriteNumber("id"u8, id);
        json.WriteString("name"u8, connection.CipherSuiteParts?.Name);
        JsonNames.WriteParts(json, connection.CipherSuiteParts);
        json.WriteEndObject();
    }

    /// <summary>Writes the group of the key exchange as a property of the open object; <c>null</c> if there is none.</summary>
    public static void WriteGroup(Utf8JsonWriter json, NamedGroup? agreed)
    {
        if (agreed is not NamedGroup group)
        {
            json.WriteNull("key_exchange_group"u8);
            return;
        }

        json.WriteStartObject("key_exchange_group"u8);
        json.WriteNumber("id"u8, (ushort)group);
        json.WriteString("name"u8, group.RegisteredName());
        json.WriteEndObject();
    }
}
