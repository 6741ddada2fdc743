using System.Text;

namespace TlsDissect.Prefaces;

/// <summary>The words of a line of ASCII text, as protocols of lines have them.</summary>
internal static class Words
{
    private static ReadOnlySpan<byte> Separators => " \t\r-"u8;

    /// <summary>The first word, up to a blank or, as in the lines of a reply, a hyphen.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny(Separators);
        return end < 0 ? line : line[..end];
    }

    /// <summary>The rest of a line after its first word and the blanks behind it.</summary>
    public static ReadOnlySpan<byte> AfterFirst(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOf((byte)' ');
        return end < 0 ? default : line[end..].TrimStart((byte)' ');
    }

    public static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(word, expected);

    /// <summary>Whether text begins with a word or a part of one, ignoring case.</summary>
    public static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected) =>
        text.Length >= expected.Length && Is(text[..expected.Length], expected);

    /// <summary>Hostile text of at most 255 characters.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 255)]);
}
