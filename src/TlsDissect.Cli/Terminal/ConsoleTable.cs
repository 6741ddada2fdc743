using System.Text;
using Spectre.Console;
using TlsDissect.Cli.Help;

namespace TlsDissect.Cli.Terminal;

/// <summary>
/// Writes rows: a table on a terminal, a block a row if the table would split words, else columns of plain text. The caller escapes cells
/// from outside.
/// </summary>
internal static class ConsoleTable
{
    private const string Gap = "  ";

    /// <summary>Columns of a terminal that does not tell its width.</summary>
    private const int UsualWidth = 80;

    /// <summary>What the border and the padding of a table take for each column.</summary>
    private const int Padding = 3;

    private const int Indent = 2;

    /// <summary>Writes the rows to standard output.</summary>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">A cell for each column.</param>
    /// <param name="block">The lines of a row where a table does not fit: a head, then fields.</param>
    /// <param name="width">Width of the table, or <c>null</c> for the width of the terminal.</param>
    public static void Write(string[] columns, IEnumerable<string[]> rows, Func<string[], IEnumerable<string>> block, long? width = null)
    {
        using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        Write(output, (int?)width ?? (Console.IsOutputRedirected ? null : TerminalWidth), columns, [.. rows], block);
    }

    /// <summary>Writes the rows to another output.</summary>
    /// <param name="output">Not closed.</param>
    /// <param name="width">Width of the table; <c>null</c> for columns of plain text.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">A cell for each column.</param>
    /// <param name="block">The lines of a row where a table does not fit: a head, then fields.</param>
    /// <param name="sentence">Width that the last column needs at least, if it has sentences.</param>
    public static void Write(TextWriter output, int? width, string[] columns, string[][] rows, Func<string[], IEnumerable<string>> block,
        int sentence = 0)
    {
        if (width is not int room) WritePlain(output, [columns, .. rows]);
        else if (Widths([columns, .. rows], room, sentence) is int[] widths) WriteTable(output, columns, rows, widths);
        else WriteBlocks(output, rows.Select(block), room);
    }

    private static int TerminalWidth => Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;

    /// <summary>The width of each column so that no word is split; <c>null</c> if the table is too narrow for that.</summary>
    private static int[]? Widths(string[][] rows, int width, int sentence)
    {
        int[] columns = [.. Enumerable.Range(0, rows[0].Length)];
        int[] widths = [.. columns.Select(i => rows.Max(row => row[i].Split(' ').Max(word => word.Length)))];
        int[] most = [.. columns.Select(i => rows.Max(row => row[i].Length))];
        int room = width - 1 - columns.Length * Padding - widths.Sum();
        if (room < 0) return null;
        // The columns that lack little are whole before the others share what is left.
        foreach (int i in columns.OrderBy(i => most[i] - widths[i]))
        {
            int more = Math.Min(most[i] - widths[i], room);
            widths[i] += more;
            room -= more;
        }

        return widths[^1] < Math.Min(sentence, most[^1]) ? null : widths;
    }

    private static void WriteTable(TextWriter output, string[] columns, string[][] rows, int[] widths)
    {
        IAnsiConsole console =
            AnsiConsole.Create(
                new AnsiConsoleSettings
                {
                    Ansi = AnsiSupport.No,
                    ColorSystem = ColorSystemSupport.NoColors,
                    Out = new AnsiConsoleOutput(output),
                });
        console.Profile.Width = widths.Sum() + columns.Length * Padding + 1;
        console.Profile.Capabilities.Unicode = OutputEncoding.IsUtf8;
        Table table = new() { Border = OutputEncoding.IsUtf8 ? TableBorder.Rounded : TableBorder.Ascii };
        foreach ((string column, int width) in columns.Zip(widths)) table.AddColumn(column, made => made.Width(width));
        foreach (string[] row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    /// <summary>The fields of a row are indented, and what does not fit on their line is indented twice.</summary>
    private static void WriteBlocks(TextWriter output, IEnumerable<IEnumerable<string>> blocks, int width)
    {
        foreach (IEnumerable<string> block in blocks)
        {
            int indent = 0;
            foreach (string field in block)
            {
                foreach ((int i, string line) in HelpWriter.Wrap(field, width - indent - Indent).Index())
                    output.WriteLine($"{new string(' ', i == 0 ? indent : indent + Indent)}{line}");
                indent = Indent;
            }
        }
    }

    private static void WritePlain(TextWriter output, string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length))];
        foreach (string[] row in rows) output.WriteLine(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
