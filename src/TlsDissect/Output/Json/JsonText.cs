using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>
/// Writes text in JSON. Letters of all languages stay readable, so that people and <c>grep</c> find them. Controls, characters that are
/// invisible or turn the reading direction, and web markup become <c>\u</c> escapes.
/// </summary>
internal static class JsonText
{
    /// <summary>Ranges of format characters (Unicode category Cf) of the basic plane. Those beyond it are always escaped.</summary>
    private static readonly (char First, char Last)[] FormatCharacters =
    [
        ('\u00ad', '\u00ad'), ('\u0600', '\u0605'), ('\u061c', '\u061c'), ('\u06dd', '\u06dd'), ('\u070f', '\u070f'), ('\u0890', '\u0891'),
        ('\u08e2', '\u08e2'), ('\u180e', '\u180e'), ('\u200b', '\u200f'), ('\u202a', '\u202e'), ('\u2060', '\u206f'), ('\ufeff', '\ufeff'),
        ('\ufff9', '\ufffb'),
    ];

    /// <summary>Limit, in bytes, on a text that is made on the stack: 64 bytes in hex, with quotes.</summary>
    private const int MaxStackBytes = 2 * 64 + 2;

    public static JavaScriptEncoder Encoder { get; } = Create();

    /// <summary>Writes bytes as lower-case hex, without a string for each.</summary>
    public static void WriteHex(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        json.WritePropertyName(name);
        WriteHexValue(json, bytes);
    }

    /// <summary>Writes bytes as lower-case hex, as the value of the open property or as an element.</summary>
    public static void WriteHexValue(Utf8JsonWriter json, ReadOnlySpan<byte> bytes)
    {
        int length = 2 * bytes.Length + 2;
        Span<byte> quoted = length <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[length];
        ToHex(bytes, quoted[1..]);
        WriteQuoted(json, quoted[..length]);
    }

    /// <summary>Writes a time in RFC 3339, without a string.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, CaptureTime time)
    {
        Span<byte> quoted = stackalloc byte[Rfc3339.MaxLength + 2];
        json.WritePropertyName(name);
        WriteQuoted(json, quoted[..(Rfc3339.Format(time, quoted[1..]) + 2)]);
    }

    /// <summary>Writes a time of a certificate; <c>null</c> if it could not be read.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> quoted = stackalloc byte[Rfc3339.MaxLength + 2];
        json.WritePropertyName(name);
        WriteQuoted(json, quoted[..(Rfc3339.Format(known, quoted[1..]) + 2)]);
    }

    /// <summary>Writes a string that needs no escapes, so that the writer does not search each of its characters for one.</summary>
    private static void WriteQuoted(Utf8JsonWriter json, Span<byte> quoted)
    {
        quoted[0] = quoted[^1] = (byte)'"';
        json.WriteRawValue(quoted, skipInputValidation: true);
    }

    /// <summary>
    /// Writes the digits. .NET's own takes three times as long in a native program, which is compiled for processors without the
    /// instruction that it relies on.
    /// </summary>
    private static void ToHex(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        foreach (byte value in bytes)
        {
            output[0] = digits[value >> 4];
            output[1] = digits[value & 0xF];
            output = output[2..];
        }
    }

    private static JavaScriptEncoder Create()
    {
        TextEncoderSettings settings = new(UnicodeRanges.All);
        foreach ((char first, char last) in FormatCharacters) settings.ForbidRange(UnicodeRange.Create(first, last));
        return JavaScriptEncoder.Create(settings);
    }
}
