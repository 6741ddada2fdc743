using System.Text;
using Spectre.Console.Rendering;

namespace TlsDissect.Cli.Lists;

/// <summary>The width of text on a terminal, where a character may take no column or two.</summary>
internal static class CellWidth
{
    /// <summary>Returns the columns that a text takes.</summary>
    public static int Of(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    /// <summary>Shortens a text in its middle, or at its end, until it fits.</summary>
    /// <param name="text">Safe to print.</param>
    /// <param name="width">The columns there are.</param>
    /// <param name="ellipsis">Stands for what is left out.</param>
    /// <param name="keepsStart">Whether the end is left out, not the middle.</param>
    public static string Shorten(string text, int width, string ellipsis, bool keepsStart = false)
    {
        if (Of(text) <= width) return text;
        int room = width - ellipsis.Length;
        if (room < 2) return Start(text, width);
        if (keepsStart) return $"{Start(text, room)}{ellipsis}";
        string start = Start(text, (room + 1) / 2);
        return $"{start}{ellipsis}{End(text, room - Of(start))}";
    }

    private static string Start(string text, int width)
    {
        int length = 0;
        int room = width;
        foreach (Rune rune in text.EnumerateRunes())
        {
            room -= Of(text.Substring(length, rune.Utf16SequenceLength));
            if (room < 0) break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static string End(string text, int width)
    {
        int start = text.Length;
        int room = width;
        while (start > 0)
        {
            int before = start > 1 && char.IsLowSurrogate(text[start - 1]) ? start - 2 : start - 1;
            room -= Of(text[before..start]);
            if (room < 0) break;
            start = before;
        }

        return text[start..];
    }
}
