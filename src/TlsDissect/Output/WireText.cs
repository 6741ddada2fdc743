using System.Globalization;
using System.Text;

namespace TlsDissect.Output;

/// <summary>
/// Makes text from the wire safe to print. Characters that could move a cursor, change a color, reverse the reading direction or start a
/// line become escapes.
/// </summary>
internal static class WireText
{
    /// <summary>
    /// Escapes one field among others: C0, DEL and C1 controls and the backslash as <c>\x1b</c>; direction, line and other invisible
    /// controls as <c>\u202e</c>. Different texts give different results.
    /// </summary>
    public static string Escape(string text) => Escape(text, keepTabsAndBackslashes: false);

    /// <summary>Maximum number of characters shown of a name from the wire.</summary>
    public const int MaxNameLength = 256;

    /// <summary>
    /// Formats a name from the wire for a line with other fields. It is escaped, truncated to <see cref="MaxNameLength"/> characters, and
    /// quoted if it contains anything but ASCII letters, digits and <c>. - _ / *</c>. So it cannot be mistaken for several fields or for
    /// our own words. A truncated name ends in <c>...</c> and its length.
    /// </summary>
    public static string Name(string name) => Quoted(name, "");

    /// <summary>
    /// Like <see cref="Name"/>, for an X.500 name, in which <c>=</c>, <c>+</c> and <c>,</c> are usual too. A comma followed by a space is
    /// not.
    /// </summary>
    public static string DistinguishedName(string name) => Quoted(name, "=+,");

    /// <summary>Like <see cref="Name"/>, for the host and port of a server.</summary>
    public static string Target(string target) => Quoted(target, ":[]");

    private static string Quoted(string name, string usual)
    {
        bool isPlain = name.Length > 0;
        foreach (char c in name) isPlain &= char.IsAsciiLetterOrDigit(c) || ".-_/*".Contains(c) || usual.Contains(c);
        int length = Math.Min(name.Length, MaxNameLength);
        // Not between the halves of a surrogate pair.
        if (length < name.Length && char.IsHighSurrogate(name[length - 1])) length--;
        string shown = Escape(name[..length]);
        if (!isPlain) shown = $"\"{shown.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return length == name.Length ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}... ({name.Length:N0} characters)");
    }

    /// <summary>
    /// Escapes a message that may contain outside names, like <see cref="Escape(string)"/>, but keeps tabs and backslashes.
    /// </summary>
    public static string EscapeMessage(string message) => Escape(message, keepTabsAndBackslashes: true);

    /// <summary>Writes a piece of a line of plaintext. Tabs and backslashes stay, because it is not one field among others.</summary>
    internal static void WriteLinePart(TextWriter output, ReadOnlySpan<char> part)
    {
        while (!part.IsEmpty)
        {
            int safe = SafeLength(part, keepTabsAndBackslashes: true);
            output.Write(part[..safe]);
            part = part[safe..];
            if (part.IsEmpty) return;
            int taken = Next(part, out Rune rune);
            output.Write(EscapeOf(rune, part[0]));
            part = part[taken..];
        }
    }

    private static string Escape(string text, bool keepTabsAndBackslashes)
    {
        if (SafeLength(text, keepTabsAndBackslashes) == text.Length) return text;
        StringBuilder escaped = new(text.Length + 16);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int safe = SafeLength(rest, keepTabsAndBackslashes);
            escaped.Append(rest[..safe]);
            rest = rest[safe..];
            if (rest.IsEmpty) break;
            int taken = Next(rest, out Rune rune);
            escaped.Append(EscapeOf(rune, rest[0]));
            rest = rest[taken..];
        }

        return escaped.ToString();
    }

    /// <summary>Number of characters that can be printed without escapes.</summary>
    private static int SafeLength(ReadOnlySpan<char> text, bool keepTabsAndBackslashes)
    {
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is '\t' or '\\' ? keepTabsAndBackslashes : c is >= ' ' and < '\u007f')
            {
                at++;
                continue;
            }

            if (c < '\u00a0') break;
            int taken = Next(text[at..], out Rune rune);
            if (rune == default || NeedsEscape(rune)) break;
            at += taken;
        }

        return at;
    }

    /// <summary>The next code point and its length in characters; the default rune for half a surrogate pair.</summary>
    private static int Next(ReadOnlySpan<char> text, out Rune rune)
    {
        if (Rune.DecodeFromUtf16(text, out rune, out int taken) == System.Buffers.OperationStatus.Done) return taken;
        rune = default;
        return 1;
    }

    private static bool NeedsEscape(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
            UnicodeCategory.PrivateUse;

    private static string EscapeOf(Rune rune, char first)
    {
        int value = rune == default ? first : rune.Value;
        return value switch
        {
            < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
        };
    }
}
