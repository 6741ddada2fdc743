using System.Text;
using Spectre.Console;

namespace TlsDissect.Cli.Terminal;

/// <summary>
/// Writes rows to standard output: a table on a terminal, else columns of plain text. The caller escapes cells from outside.
/// </summary>
internal static class ConsoleTable
{
    private const string Gap = "  ";

    /// <summary>Writes the rows.</summary>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">A cell for each column.</param>
    /// <param name="width">Width of the table, or <c>null</c> for the width of the terminal.</param>
    public static void Write(string[] columns, IEnumerable<string[]> rows, long? width = null)
    {
        if (width is long wanted)
        {
            using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            IAnsiConsole console =
                AnsiConsole.Create(
                    new AnsiConsoleSettings
                    {
                        Ansi = AnsiSupport.No,
                        ColorSystem = ColorSystemSupport.NoColors,
                        Out = new AnsiConsoleOutput(output),
                    });
            console.Profile.Width = (int)wanted;
            console.Profile.Capabilities.Unicode = OutputEncoding.IsUtf8;
            console.Write(TableOf(columns, rows));
        }
        else if (Console.IsOutputRedirected)
        {
            WritePlain([columns, .. rows]);
        }
        else
        {
            AnsiConsole.Write(TableOf(columns, rows));
        }
    }

    private static Table TableOf(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = OutputEncoding.IsUtf8 ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (string column in columns) table.AddColumn(column);
        foreach (string[] row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    private static void WritePlain(string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length))];
        using StreamWriter output = new(Console.OpenStandardOutput()) { NewLine = "\n" };
        foreach (string[] row in rows) output.WriteLine(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
