using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>
/// How text is written in JSON: letters of all languages as they are, so that people and <c>grep</c> find them; controls, what turns the reading
/// direction or cannot be seen, and what a web page would take for markup, as <c>\u</c> escapes.
/// </summary>
internal static class JsonText
{
    /// <summary>Format characters (Unicode category Cf) of the basic plane, first and last. Those beyond it are escaped anyway.</summary>
    private static readonly (char First, char Last)[] FormatCharacters =
    [
        ('\u00ad', '\u00ad'), ('\u0600', '\u0605'), ('\u061c', '\u061c'), ('\u06dd', '\u06dd'), ('\u070f', '\u070f'), ('\u0890', '\u0891'),
        ('\u08e2', '\u08e2'), ('\u180e', '\u180e'), ('\u200b', '\u200f'), ('\u202a', '\u202e'), ('\u2060', '\u206f'), ('\ufeff', '\ufeff'),
        ('\ufff9', '\ufffb'),
    ];

    public static JavaScriptEncoder Encoder { get; } = Create();

    /// <summary>Bytes as lower-case hex, without a string for each.</summary>
    public static void WriteHex(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        Span<byte> digits = bytes.Length <= 64 ? stackalloc byte[2 * 64] : new byte[2 * bytes.Length];
        Convert.TryToHexStringLower(bytes, digits, out int length);
        json.WriteString(name, digits[..length]);
    }

    /// <summary>A time as RFC 3339 has it, likewise.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, CaptureTime time)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        json.WriteString(name, text[..Rfc3339.Format(time, text)]);
    }

    private static JavaScriptEncoder Create()
    {
        TextEncoderSettings settings = new(UnicodeRanges.All);
        foreach ((char first, char last) in FormatCharacters) settings.ForbidRange(UnicodeRange.Create(first, last));
        return JavaScriptEncoder.Create(settings);
    }
}
