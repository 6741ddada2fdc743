namespace TlsDissect.Output.Text;

/// <summary>Writes the fields of a block: a name, and a value that is wrapped at the terminal's width.</summary>
internal sealed class FieldWriter(TextWriter output, TextOptions options)
{
    /// <summary>Column of the values.</summary>
    private const int ValueColumn = 17;
    private const int NarrowestValue = 30;

    private readonly TextPalette _palette = options.Palette;

    /// <summary>Writes a field that says what is wrong.</summary>
    public void WriteBad(string name, string value) => Write(name, value, _palette.Bad);

    /// <summary>Writes one field.</summary>
    /// <param name="name">Empty for more of the field above.</param>
    /// <param name="value">Already escaped.</param>
    /// <param name="colour">Of the value.</param>
    public void Write(string name, string value, string colour = "")
    {
        foreach (string line in TextWrap.Lines(value, options.Width > 0 ? Math.Max(options.Width - ValueColumn, NarrowestValue) : 0))
        {
            output.WriteLine($"  {_palette.Faint}{name.PadRight(ValueColumn - 4)}{_palette.Reset}  " +
                $"{colour}{line}{(colour.Length > 0 ? _palette.Reset : "")}");
            name = "";
        }
    }
}
