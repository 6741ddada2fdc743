namespace TlsDissect.Output.Text;

/// <summary>Breaks text at blanks.</summary>
internal static class TextWrap
{
    /// <summary>Lines of at most <paramref name="width"/> characters; a longer word is cut. One line where the width is 0.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        int at = 0;
        while (width > 0 && text.Length - at > width)
        {
            int space = text.LastIndexOf(' ', at + width, width);
            int end = space > at ? space : at + width;
            // Never between the halves of a surrogate pair.
            if (space <= at && end > at + 1 && char.IsHighSurrogate(text[end - 1])) end--;
            yield return text[at..end];
            at = end;
            while (at < text.Length && text[at] == ' ') at++;
        }

        if (at < text.Length || at == 0) yield return text[at..];
    }
}
