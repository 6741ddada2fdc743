namespace TlsDissect.Cli.Where;

/// <summary>An expression is wrong. The message is one line that names the place.</summary>
/// <param name="problem">The problem, without its place.</param>
/// <param name="text">The expression.</param>
/// <param name="start">Index of the first wrong character; the length of the text for its end.</param>
internal sealed class WhereException(string problem, string text, int start) : Exception($"column {ColumnOf(text, start)}: {problem}")
{
    /// <summary>Number of the first wrong character, from 1.</summary>
    public int Column { get; } = ColumnOf(text, start);

    private static int ColumnOf(string text, int start) => text[..start].EnumerateRunes().Count() + 1;
}
