using TlsDissect.Cli.Help;
using TlsDissect.Cli.Terminal;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Why;

/// <summary>Writes the tables of keys and connections, and what to do next.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns; <c>null</c> for plain text of any width.</param>
/// <param name="isSelection">Whether the capture may have other connections.</param>
internal sealed class WhyText(TextWriter output, int? width, bool isSelection)
{
    /// <summary>Limit on the keys that are shown. Those that fit something come first.</summary>
    private const int MaxKeys = 20;

    /// <summary>Least width of a column of sentences.</summary>
    private const int Sentence = 40;

    private const string No = "no: ";

    private static readonly string[] KeyColumns = ["key", "kind", "fits"];
    private static readonly string[] ConnectionColumns = ["connection", "client", "server", "protocol", "decrypted"];

    public void Write(WhyPart whole)
    {
        KeyFit[] keys = [.. whole.Keys.All];
        WriteKeys(keys, new KeyText(whole.Facts));
        if (whole.Table.Connections > 0) WriteConnections(whole.Table);
        foreach (string sentence in whole.Steps.Sentences(keys, isSelection)) Paragraph(sentence);
    }

    private void WriteKeys(KeyFit[] keys, KeyText text)
    {
        if (keys.Length == 0)
        {
            Paragraph("No keys were given, and the capture has no secrets of its own.");
            output.WriteLine();
            return;
        }

        KeyFit[] shown = keys.Length <= MaxKeys ? keys : [.. keys.Where(key => key.Fits).Take(MaxKeys)];
        if (shown.Length > 0)
            ConsoleTable.Write(output, width, KeyColumns,
                [.. shown.Select(key => new[] { KeyText.Name(key), KeyText.Kind(key), text.Of(key) })], Block, Sentence);
        int leftOut = keys.Count(key => key.Fits) - shown.Count(key => key.Fits);
        if (leftOut > 0) Paragraph($"{Plural.Of(leftOut, "more key")} that fit connections: --format json lists all of them.");
        int others = keys.Length - shown.Length - leftOut;
        if (others > 0) Paragraph($"{Plural.Of(others, shown.Length > 0 ? "other key" : "key")} {(others == 1 ? "fits" : "fit")} nothing.");
        output.WriteLine();
    }

    private void WriteConnections(ConnectionTable table)
    {
        ConsoleTable.Write(output, width, ConnectionColumns, table.Rows(out long leftOut), Block, Sentence);
        if (leftOut > 0)
            Paragraph($"{Plural.Of(leftOut, "more connection")} of other kinds: --format json lists all of them.");
        output.WriteLine();
    }

    /// <summary>A row where the terminal is too narrow for a table.</summary>
    private static IEnumerable<string> Block(string[] row) => row.Length == KeyColumns.Length
        ? [$"{row[0]} ({row[1]})", row[2]]
        : [$"{row[0]}: {row[1]} to {row[2]}", row[3], row[4].StartsWith(No, StringComparison.Ordinal)
            ? $"not decrypted: {row[4][No.Length..]}"
            : $"decrypted: {row[4]}"];

    private void Paragraph(string text)
    {
        foreach (string line in width is int columns ? HelpWriter.Wrap(text, columns) : [text]) output.WriteLine(line);
    }
}
