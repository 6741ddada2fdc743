using System.Buffers;
using System.Text;

namespace TlsDissect.Output.Tables;

/// <summary>
/// Cells of CSV and TSV. Every row is one line, whatever came from the wire: what is not printable is an escape, and so is a backslash.
/// Different values give different cells.
/// </summary>
internal static class DelimitedText
{
    /// <summary>Stands between the values of a list.</summary>
    public const char ListSeparator = ';';

    /// <summary>A spreadsheet may take a cell that begins with one of them for a formula.</summary>
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@");

    /// <summary>Characters that need quotes in CSV (RFC 4180 §2). Line breaks are escapes already.</summary>
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"");

    /// <summary>Returns a value as it is in a cell. Numbers, times and flags need no escapes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isInList">Whether others may follow, behind <see cref="ListSeparator"/>.</param>
    public static string Escape(string value, bool isInList)
    {
        // The escapes of text output, the most usual ones in their short form. A backslash is an escape, so none is taken for another.
        string escaped = WireText.Escape(value);
        if (escaped.Contains('\\', StringComparison.Ordinal))
        {
            escaped = escaped.Replace(@"\x09", @"\t", StringComparison.Ordinal)
                .Replace(@"\x0a", @"\n", StringComparison.Ordinal)
                .Replace(@"\x0d", @"\r", StringComparison.Ordinal)
                .Replace(@"\x5c", @"\\", StringComparison.Ordinal);
        }

        if (isInList) escaped = escaped.Replace(";", @"\x3b", StringComparison.Ordinal);
        return escaped.Length > 0 && FormulaStarts.Contains(escaped[0]) ? $@"\x{(int)escaped[0]:x2}{escaped[1..]}" : escaped;
    }

    /// <summary>Appends a cell of CSV, in quotes if it needs them.</summary>
    /// <param name="line">The line so far.</param>
    /// <param name="cell">The cell, escaped.</param>
    /// <param name="isAlone">Whether the line has no other cell: then an empty one needs quotes, because readers skip empty lines.</param>
    public static void AppendQuoted(StringBuilder line, string cell, bool isAlone)
    {
        if (cell.AsSpan().ContainsAny(Quoted) || (isAlone && cell.Length == 0))
            line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else line.Append(cell);
    }
}
