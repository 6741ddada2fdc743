using System.Globalization;
using System.Text;

namespace TlsDissect.Output;

/// <summary>
/// Makes text from the wire safe to print: whatever could move a cursor, change a colour, reverse the reading direction or start a line is shown as
/// an escape.
/// </summary>
public static class WireText
{
    /// <summary>The text with C0, DEL and C1 controls as <c>\x1b</c>, and direction and line controls as <c>\u202e</c>.</summary>
    public static string Escape(string text)
    {
        int first = 0;
        while (first < text.Length && !NeedsEscape(text[first])) first++;
        if (first == text.Length) return text;

        StringBuilder escaped = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            char c = text[i];
            if (!NeedsEscape(c)) escaped.Append(c);
            else if (c < 0x100) escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }

    /// <summary>A message that may hold names from outside: as <see cref="Escape"/>, but backslashes stay.</summary>
    public static string EscapeMessage(string message) => EscapeLine(message);

    /// <summary>A line of plaintext: tabs and backslashes stay, for it is shown as what it is, not as one field among others.</summary>
    internal static string EscapeLine(ReadOnlySpan<char> line)
    {
        StringBuilder escaped = new(line.Length);
        foreach (char c in line)
        {
            if (c is '\t' or '\\' || !NeedsEscape(c)) escaped.Append(c);
            else escaped.Append(Escape(c.ToString()));
        }

        return escaped.ToString();
    }

    private static bool NeedsEscape(char c) => c switch
    {
        < ' ' or '\\' or (>= '\u007f' and < '\u00a0') => true,
        '\u00ad' or '\u061c' or '\ufeff' => true,
        >= '\u200b' and <= '\u200f' => true,
        >= '\u2028' and <= '\u202e' => true,
        >= '\u2060' and <= '\u206f' => true,
        >= '\ud800' and <= '\udfff' => true,
        _ => false,
    };
}
