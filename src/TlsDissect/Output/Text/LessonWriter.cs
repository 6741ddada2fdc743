using TlsDissect.Output.Text.Lessons;

namespace TlsDissect.Output.Text;

/// <summary>Writes what <c>Explain</c> tells into the explanation column, beneath the messages of the ladder.</summary>
internal sealed class LessonWriter(TextWriter output, TextOptions options)
{
    private const int NarrowestNumber = 30;
    private const int NumberNames = 22;

    private readonly TextPalette _palette = options.Palette;
    private readonly LadderLayout _layout = new(options);

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
        if (text.Text.Length > 0) Write(text.Text);
        foreach (NumberLine line in text.Numbers) WriteNumber(line);
    }

    /// <summary>Writes which steps were seen, apart from the text of the last step.</summary>
    public void WriteClosing(LessonPlan plan)
    {
        output.WriteLine();
        Write(plan.Closing());
    }

    /// <summary>Writes sentences.</summary>
    public void Write(string sentences) => WriteLines(sentences, _palette.Faint);

    private void WriteLines(string text, string colour)
    {
        foreach (string line in TextWrap.Lines(text, _layout.ExplanationWidth)) WriteLine(line, colour);
    }

    private void WriteNumber(NumberLine number)
    {
        string name = number.Name;
        foreach (string line in TextWrap.Lines(number.Value, Math.Max(_layout.ExplanationWidth - NumberNames - 2, NarrowestNumber)))
        {
            WriteLine($"  {name.PadRight(NumberNames)}{line}", _palette.Faint);
            name = "";
        }
    }

    private void WriteLine(string line, string colour) =>
        output.WriteLine(
            $"{_palette.Faint}{new string(' ', _layout.BarColumn)}{options.Glyphs.Bar} {_palette.Reset}{colour}{line}{_palette.Reset}");
}
