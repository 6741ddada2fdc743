using TlsDissect.Output.Text.Lessons;

namespace TlsDissect.Output.Text;

/// <summary>Writes what <c>Explain</c> tells into the explanation column, beneath the messages of the ladder.</summary>
internal sealed class LessonWriter(TextWriter output, TextOptions options)
{
    /// <summary>Explanations are for reading: longer lines are not.</summary>
    private const int WidestExplanation = 100;
    private const int NarrowestColumn = 30;
    private const int ExplanationIndent = 27;
    private const int NumberNames = 22;

    private readonly TextPalette _palette = options.Palette;

    private int Width =>
        options.Width > 0 ? Math.Clamp(options.Width - ExplanationIndent, NarrowestColumn, WidestExplanation) : WidestExplanation;

    /// <summary>What there is to tell of a connection as far as it has come; <c>null</c> where no explanations are wanted.</summary>
    public LessonPlan? Plan(ConnectionSummary connection) =>
        options.Explain ? new LessonPlan(connection, options.Numbers is NumberBook book ? book.Lines : null) : null;

    /// <summary>Writes what is told beneath a message.</summary>
    public void Write(IEnumerable<LessonText> texts)
    {
        foreach (LessonText text in texts) Write(text);
    }

    /// <summary>Writes one step, or another explanation.</summary>
    public void Write(LessonText text)
    {
        if (text.Heading is not null) WriteLines(text.Heading, _palette.Title);
        Write(text.Text);
        foreach (NumberLine line in text.Numbers) WriteNumber(line);
    }

    /// <summary>Writes sentences.</summary>
    public void Write(string sentences) => WriteLines(sentences, _palette.Faint);

    private void WriteLines(string text, string colour)
    {
        foreach (string line in TextWrap.Lines(text, Width)) WriteLine(line, colour);
    }

    private void WriteNumber(NumberLine number)
    {
        string name = number.Name;
        foreach (string line in TextWrap.Lines(number.Value, Math.Max(Width - NumberNames - 2, NarrowestColumn)))
        {
            WriteLine($"  {name.PadRight(NumberNames)}{line}", _palette.Faint);
            name = "";
        }
    }

    private void WriteLine(string line, string colour) =>
        output.WriteLine($"{_palette.Faint}{new string(' ', ExplanationIndent - 2)}│ {_palette.Reset}{colour}{line}{_palette.Reset}");
}
