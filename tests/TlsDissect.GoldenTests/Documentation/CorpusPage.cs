using System.Text.RegularExpressions;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>docs/corpus.md: its commands, its statements, and what it shows of them.</summary>
internal sealed partial class CorpusPage
{
    /// <summary>The folder that the page works in.</summary>
    public const string Folder = "/tmp/lab";

    private const string SecondPass = "## The second pass";

    private CorpusPage(string text)
    {
        int second = text.IndexOf(SecondPass, StringComparison.Ordinal);
        Text = text;
        FirstPass = [.. ShellBlock().Matches(text[..second]).Select(Shown)];
        Again = [.. ShellBlock().Matches(text[second..]).Select(Shown)];
        Statements = [.. Statement().Matches(text).Select(Shown)];
        Columns =
        [
            .. from row in ColumnRow().Matches(text)
               from name in Code().Matches(row.Groups["names"].Value)
               select (name.Groups[1].Value, row.Groups["type"].Value, Types(row.Groups["rows"].Value)),
        ];
    }

    public static CorpusPage Docs { get; } = new(File.ReadAllText(Path.Combine(Repository.Root, "docs", "corpus.md")));

    public string Text { get; }

    /// <summary>Blocks of a shell before the second pass, with the lines that they print, if the page shows them.</summary>
    public IReadOnlyList<(string Code, string? Result)> FirstPass { get; }

    /// <summary>Those of the second pass.</summary>
    public IReadOnlyList<(string Code, string? Result)> Again { get; }

    /// <summary>The statements for DuckDB, with their answers as CSV, if the page shows them.</summary>
    public IReadOnlyList<(string Code, string? Result)> Statements { get; }

    /// <summary>The table of columns: name, type, and the types of the rows that have it; none stands for all.</summary>
    public IReadOnlyList<(string Name, string Type, string[] Rows)> Columns { get; }

    private static (string Code, string? Result) Shown(Match match) =>
        (match.Groups["code"].Value, match.Groups["result"] is { Success: true } result ? result.Value : null);

    private static string[] Types(string cell) => [.. Code().Matches(cell).Select(type => type.Groups[1].Value)];

    [GeneratedRegex("^```sh\n(?<code>(?:(?!```).*\n)+)```(?:\n\n```text\n(?<result>(?:(?!```).*\n)*)```)?$", RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("^```sql\n(?<code>(?:(?!```).*\n)+)```(?:\n\n```csv\n(?<result>(?:(?!```).*\n)*)```)?$", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\| (?<names>`[^|]*) \| `(?<type>[A-Z]+(?:\[\])?)` \| (?<rows>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex ColumnRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
