namespace TlsDissect.Cli.Help;

/// <summary>Writes help: terms with their descriptions beside them, broken at a width with a hanging indent.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns.</param>
internal sealed class HelpWriter(TextWriter output, int width)
{
    /// <summary>For a file or a pipe, and at most on a terminal: longer lines are hard to read.</summary>
    public const int Widest = 120;

    private const int Narrowest = 40;

    /// <summary>A narrower description is set below its term, and one with a word that is too long for its column.</summary>
    private const int LeastDescription = 24;

    private const int Indent = 6;

    /// <summary>The columns of help on standard output.</summary>
    public static int Columns =>
        Console.IsOutputRedirected || Console.WindowWidth <= 0 ? Widest : Math.Clamp(Console.WindowWidth, Narrowest, Widest);

    /// <summary>The column of descriptions that leaves them half the line.</summary>
    /// <param name="terms">The terms, with their indent.</param>
    public int DescriptionColumn(IEnumerable<string> terms) =>
        Math.Min(terms.Select(term => term.Length).DefaultIfEmpty().Max() + 2, width / (width < 100 ? 3 : 2));

    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>A paragraph, broken at words.</summary>
    public void Paragraph(string text, int indent = 0)
    {
        foreach (string line in Wrap(text, width - indent)) output.WriteLine($"{new string(' ', indent)}{line}");
    }

    /// <summary>A term and its description. A term that is too long has its description below it.</summary>
    public void Item(string term, string description, int column)
    {
        int least = Math.Max(LeastDescription, description.Split(' ').Max(word => word.Length));
        bool fits = term.Length + 2 <= column && width - column >= least;
        if (width - column < least) column = Indent;
        string[] lines = [.. Wrap(description, width - column)];
        output.WriteLine((fits ? $"{term.PadRight(column)}{lines.FirstOrDefault()}" : term).TrimEnd());
        foreach (string line in fits ? lines.Skip(1) : lines) output.WriteLine($"{new string(' ', column)}{line}");
    }

    /// <summary>A command with a comment beside it, or below it if the line is too long.</summary>
    public void Example(string line)
    {
        int gap = line.IndexOf("  ", StringComparison.Ordinal);
        if (gap < 0 || line.Length + 2 <= width)
        {
            output.WriteLine($"  {line}");
            return;
        }

        output.WriteLine($"  {line[..gap]}");
        Paragraph(line[gap..], Indent);
    }

    /// <summary>Breaks a text at spaces; a word that is longer than a line has one of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0) yield return line;
    }
}
