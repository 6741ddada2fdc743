using Spectre.Console;

namespace TlsDissect.Cli;

/// <summary>Rows on standard output: a table on a terminal, else columns of plain text. Cells from outside come escaped.</summary>
internal static class ConsoleTable
{
    private const string Gap = "  ";

    public static void Write(string[] columns, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected) WritePlain([columns, .. rows]);
        else WriteTable(columns, rows);
    }

    private static void WriteTable(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in columns) table.AddColumn(column);
        foreach (string[] row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    private static void WritePlain(string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length))];
        using StreamWriter output = new(Console.OpenStandardOutput()) { NewLine = "\n" };
        foreach (string[] row in rows) output.WriteLine(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
