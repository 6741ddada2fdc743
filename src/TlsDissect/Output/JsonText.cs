using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TlsDissect.Output;

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

    private static JavaScriptEncoder Create()
    {
        TextEncoderSettings settings = new(UnicodeRanges.All);
        foreach ((char first, char last) in FormatCharacters) settings.ForbidRange(UnicodeRange.Create(first, last));
        return JavaScriptEncoder.Create(settings);
    }
}
