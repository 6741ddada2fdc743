using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>
/// The commands and statements of docs/corpus.md do what the page says: with its own thousand captures they print what it shows, and with
/// others DuckDB finds what the rows have.
/// </summary>
public sealed class CorpusTests(CorpusLab lab) : IClassFixture<CorpusLab>
{
    /// <summary>Every ninth capture of the repository, and those with names, times and failures that are hard to read.</summary>
    private const int Every = 9;

    private static readonly CorpusPage Page = CorpusPage.Docs;

    private static readonly string[] Hard =
        ["hostile-names", "nanoseconds", "raw-public-key", "judged-names", "judged-validity", "lossy"];

    private static readonly Dictionary<string, string> Inventory =
        new(StringComparer.Ordinal) { ["server.example"] = "web", ["localhost"] = "lab", ["printer.example"] = "office" };

    [CorpusFact]
    public void The_commands_print_what_the_page_shows()
    {
        Assert.Equal(Page.FirstPass.Count, lab.Outputs.Count);
        for (int i = 0; i < lab.Outputs.Count; i++) Assert.Equal(Page.FirstPass[i].Result ?? "", lab.Outputs[i]);
    }

    [CorpusFact]
    public void The_statements_print_what_the_page_shows()
    {
        Assert.Equal(1000, lab.Rows.Count(row => (string?)row["type"] == "scan"));
        using CorpusDatabase database = new(lab.Folder);
        foreach ((string statement, string? shown) in Page.Statements)
        {
            string[][] answer = database.Run(statement);
            if (shown is not null) Assert.Equal(shown, CorpusDatabase.Csv(answer));
        }

        // The last view is the one over the Parquet files.
        int connections = lab.Rows.Count(row => (string?)row["type"] == "connection");
        Assert.Equal($"{connections}", database.Run("select count(*) from connections")[1][0]);
    }

    [CorpusFact]
    public void The_second_pass_decrypts_a_session_that_another_capture_began()
    {
        (string folder, string[] outputs) = lab.RunInCopy(Page.Again);

        Assert.Equal(Page.Again.Select(block => block.Result ?? ""), outputs);
        string[] first = [.. lab.Rows.Select(row => row.ToJsonString())];
        string[] second = [.. ScannedRows.In(Path.Combine(folder, "rows")).Select(row => JsonNode.Parse(row)!.ToJsonString())];
        string[] changed = [.. second.Except(first)];
        Assert.Equal(first.Length, second.Length);
        // The capture's first row, whose keys are others, its connection and its summary.
        Assert.Equal(3, changed.Length);
        Assert.All(changed, row => Assert.Contains("sensor-2/resumes.pcap", row, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DuckDB_finds_what_the_rows_have(bool inParquet)
    {
        using TemporaryFolder folder = new();
        JsonNode[] rows = [.. Scan(folder.Path).Select(row => JsonNode.Parse(row)!)];
        File.WriteAllLines(folder["inventory.csv"], Inventory.Select(one => $"{one.Key},{one.Value}").Prepend("name,owner"));
        CorpusAnswers expected = new(rows, Inventory);
        using CorpusDatabase database = new(folder.Path);
        string[] statements = [.. Page.Statements.Select(statement => statement.Code)];
        string[] before = statements[..^expected.All.Count];

        // The view, the Parquet files, their days, and the view over the files.
        Assert.Equal(4, before.Length);
        database.Run(before[0]);
        database.Run(before[1]);
        Assert.Equal(expected.Days(), database.Run(before[2])[1..]);
        if (inParquet) database.Run(before[3]);
        Assert.Equal(
            expected.All.Select(CorpusDatabase.Csv),
            statements[^expected.All.Count..].Select(statement => CorpusDatabase.Csv(database.Run(statement)[1..])));
    }

    [Fact]
    public void Every_question_has_an_answer_to_compare()
    {
        using TemporaryFolder folder = new();
        JsonNode[] rows = [.. Scan(folder.Path).Select(row => JsonNode.Parse(row)!)];
        Assert.All(new CorpusAnswers(rows, Inventory).All, answer => Assert.NotEmpty(answer));
    }

    [Fact]
    public void DuckDB_reads_the_compressed_rows_without_help()
    {
        using TemporaryFolder folder = new();
        string[] types = [.. Scan(folder.Path).Select(row => (string)JsonNode.Parse(row)!["type"]!)];
        using CorpusDatabase database = new(folder.Path);

        string statement = "select type, count(*) from 'rows/*.jsonl.zst' group by type";
        string page = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.Contains($"duckdb -c \"{statement}\"", page, StringComparison.Ordinal);
        Assert.Equal(
            types.CountBy(type => type).ToDictionary(type => type.Key, type => $"{type.Value}"),
            database.Run(statement)[1..].ToDictionary(row => row[0], row => row[1]));
    }

    [Fact]
    public void A_row_says_that_the_memory_of_a_capture_was_not_enough()
    {
        using TemporaryFolder folder = new();
        using ManyHosts many = new(CaptureCase.Of("rsa-aes128-gcm"), 500);
        IEnumerable<string> lines = ScannedRows.Of(folder.Path, "rows", [many.Capture], "--limit", "memory=1M");
        JsonNode[] rows = [.. lines.Select(row => JsonNode.Parse(row)!)];

        JsonNode warning = Assert.Single(rows, row => (string?)row["type"] == "warning");
        Assert.StartsWith("memory limit of 1 MB reached", (string?)warning["text"], StringComparison.Ordinal);
        Assert.Equal((string?)rows[0]["capture"], (string?)warning["capture"]);
    }

    /// <summary>The rows of various captures, with keys for some of them, in <c>rows</c>; one is missing.</summary>
    private static IEnumerable<string> Scan(string folder)
    {
        string[] cases = [.. CaptureCase.Names().Where((name, i) => i % Every == 0).Union(Hard)];
        string[] logs = [.. cases.Select(name => CaptureCase.Of(name).FileNamed("keys.log")).Where(File.Exists)];
        RunResult index = InProcess.RunConsole(folder, ["keys", "index", .. logs, "-o", "keys.idx", "-q"]);
        Assert.True(index.Code == 0, index.Errors);
        return ScannedRows.Of(folder, "rows", cases.Select(name => CaptureCase.Of(name).Capture).Append("missing.pcap"),
            "--key", Path.Combine(Repository.SharedKeys, "server.key"), "--keylog", "keys.idx", "--hash-captures");
    }

    /// <summary>The page has commands of a shell, with jq and zstd, and tcpdump takes a capture apart.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CorpusFactAttribute : FactAttribute
    {
        public CorpusFactAttribute()
        {
            string[] missing =
                [.. new[] { "bash", "cp", "find", "jq", "tcpdump", "zstd" }.Where(program => !OtherProcess.Exists(program))];
            if (missing.Length > 0) Skip = $"not installed: {string.Join(", ", missing)}";
        }
    }
}
