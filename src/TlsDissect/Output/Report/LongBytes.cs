using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TlsDissect.Output.Report;

/// <summary>
/// Writes the fields of a message as they are, but for long bytes: post-quantum key shares and signatures are random, so no compression
/// makes them small. Their start and their length are enough to recognize them.
/// </summary>
internal static class LongBytes
{
    /// <summary>Bytes up to this number are written whole.</summary>
    public const int Longest = 512;

    /// <summary>Number of bytes that are left of others.</summary>
    public const int Shown = 64;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.Length <= 2 * Longest + 2)
        {
            json.WriteRawValue(raw, skipInputValidation: true);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    json.WritePropertyName(JsonMarshal.GetRawUtf8PropertyName(member));
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray()) Write(json, element);
                json.WriteEndArray();
                break;
            case JsonValueKind.String when !raw[1..^1].ContainsAnyExcept(HexDigits):
                json.WriteStartObject();
                json.WriteString("hex"u8, raw.Slice(1, 2 * Shown));
                json.WriteNumber("bytes"u8, (raw.Length - 2) / 2);
                json.WriteEndObject();
                break;
            default:
                json.WriteRawValue(raw, skipInputValidation: true);
                break;
        }
    }
}
