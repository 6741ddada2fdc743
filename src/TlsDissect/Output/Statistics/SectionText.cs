using System.Globalization;
using TlsDissect.Output.Text;

namespace TlsDissect.Output.Statistics;

/// <summary>Writes a section as text: a line for each value, with its number, its share, a bar, and the value.</summary>
internal sealed class SectionText
{
    private const int WidestBar = 20, NarrowestBar = 5;

    /// <summary>A terminal narrower than this has shorter bars.</summary>
    private const int WideTerminal = 100;

    private const int NarrowestValue = 20;

    private const string Gap = "  ", Separator = ": ";

    private readonly TextWriter _output;
    private readonly StatisticsSection _section;
    private readonly TextOptions _options;
    private readonly int _barWidth;
    private readonly int _numberWidth;

    /// <param name="output">Not owned.</param>
    /// <param name="section">It is not empty.</param>
    /// <param name="options">Width, colours and glyphs.</param>
    public SectionText(TextWriter output, StatisticsSection section, TextOptions options)
    {
        (_output, _section, _options) = (output, section, options);
        _barWidth = options.Width is 0 or >= WideTerminal ? WidestBar : Math.Max(NarrowestBar, options.Width * WidestBar / WideTerminal);
        _numberWidth = section.Values.Select(NumberOf).Append(OtherNumber).Max(number => Digits(number).Length);
    }

    private SectionKind Kind => _section.Kind;

    /// <summary>How often values occurred that are not shown, or their bytes.</summary>
    private long OtherNumber => Kind.CountsBytes ? _section.OtherBytes : _section.Others;

    /// <summary>Writes the section.</summary>
    public void Write()
    {
        TextPalette palette = _options.Palette;
        string total = Kind.CountsBytes ? $"{Plural.Of(_section.TotalBytes, "byte")} of {_section.Whole}" : _section.Whole;
        bool fits = _options.Width == 0 || Kind.Title.Length + Separator.Length + total.Length <= _options.Width;
        string before = fits ? Separator : $":\n{Gap}";
        _output.WriteLine($"{palette.Title}{Kind.Title}{palette.Reset}{palette.Faint}{before}{total}{palette.Reset}");
        double largest = _section.Values.Select(value => _section.ShareOf(value)).DefaultIfEmpty().Max();
        foreach (CountedValue value in _section.Values)
        {
            double share = _section.ShareOf(value);
            string bar = _options.Glyphs.BarOf(largest > 0 ? share / largest : 0, _barWidth);
            string colour = value.Severity is "high" or "critical" ? palette.Bad : "";
            WriteLine(Digits(NumberOf(value)), ShareText.Percent(share), bar, TextOf(value), colour);
        }

        if (_section.Others > 0) WriteLine(Digits(OtherNumber), "", "", OthersText(), palette.Faint);
        if (!_section.IsComplete) WriteLine("", "", "", IncompleteText(), palette.Faint);
    }

    private long NumberOf(CountedValue value) => Kind.CountsBytes ? value.Bytes : value.Count;

    private string TextOf(in CountedValue value)
    {
        string text = Kind.Escape(value.Value);
        if (value.Severity is string severity && severity != value.Value) text = $"{severity}: {text}";
        if (Kind.CountsBytes) text += $" ({Plural.Of(value.Count, "connection")})";
        return Kind == SectionKind.Reasons ? $"{text}: {ReasonMeanings.Of(value.Value)}" : text;
    }

    /// <summary>Months that are not shown are later than those that are.</summary>
    private string OthersText()
    {
        int values = _section.Distinct - _section.Values.Length;
        if (Kind.Order == SectionOrder.Month) return "later";
        if (_section.IsComplete) return Plural.Of(values, "other value");
        return values > 0 ? $"at least {Plural.Of(values, "other value")}" : "other values";
    }

    /// <summary>An occurrence that is not counted for its value is among the others.</summary>
    private string IncompleteText() => "too many values to count all: the numbers are minimums" +
        (_section.Others > 0 ? ", except that of the other values, which is a maximum" : "");

    private void WriteLine(string number, string share, string bar, string text, string colour)
    {
        TextPalette palette = _options.Palette;
        string before = $"{Gap}{number.PadLeft(_numberWidth)}{Gap}{share,4}{Gap}{bar.PadRight(_barWidth)}{Gap}";
        int room = _options.Width > 0 ? Math.Max(_options.Width - before.Length, NarrowestValue) : 0;
        foreach (string line in TextWrap.Lines(text, room))
        {
            _output.WriteLine($"{before}{colour}{line}{(colour.Length > 0 ? palette.Reset : "")}");
            before = new string(' ', before.Length);
        }
    }

    private static string Digits(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
