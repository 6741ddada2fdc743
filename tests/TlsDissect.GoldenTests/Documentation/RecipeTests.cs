using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>DuckDB and pandas do what docs/recipes.md asks of them, and find what the files have.</summary>
public sealed partial class RecipeTests(RecipeFiles files) : IClassFixture<RecipeFiles>
{
    /// <summary>Debian's own, for which Debian has pandas.</summary>
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void DuckDB_runs_the_statements()
    {
        string[][][] results = [.. Statement().Matches(files.Page).Select(statement => Rows(statement.Groups["sql"].Value))];

        Assert.Equal(2, results.Length);
        Assert.Equal(Versions(), results[0].ToDictionary(row => row[0], row => row[1]));
        Assert.Equal(
            files.Connections.SelectMany(one => one["findings"]!.AsArray().Where(finding => (string?)finding!["severity"] == "high")
                .Select(finding => $"{one["id"]} {finding!["id"]} {finding["text"]}")).Order(StringComparer.Ordinal),
            results[1].Select(row => string.Join(' ', row)).Order(StringComparer.Ordinal));
    }

    [PandasFact]
    public void Pandas_runs_the_script()
    {
        RunResult result = OtherProcess.Run(Python, files.Folder, null, "-c", Script().Match(files.Page).Groups["script"].Value);

        Assert.Equal((0, ""), (result.Code, result.Errors));
        foreach ((string version, string count) in Versions().Where(one => one.Key.Length > 0))
        {
            // With the sum of the bytes behind it, then alone.
            Assert.Contains(result.Lines, line => Regex.IsMatch(line, $@"^{Regex.Escape(version)} +{count} +\d+$"));
            Assert.Contains(result.Lines, line => Regex.IsMatch(line, $@"^{Regex.Escape(version)} +{count}$"));
        }
    }

    private Dictionary<string, string> Versions() =>
        files.Connections.GroupBy(one => (string?)one["version"] ?? "").ToDictionary(one => one.Key, one => $"{one.Count()}");

    private string[][] Rows(string statement)
    {
        using DuckDBConnection database = new("DataSource=:memory:");
        database.Open();
        Execute($"set file_search_path = '{files.Folder}'").Dispose();
        using DuckDBDataReader reader = Execute(statement);
        List<string[]> rows = [];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")]);
        return [.. rows];

        DuckDBDataReader Execute(string text)
        {
            using DuckDBCommand command = database.CreateCommand();
            command.CommandText = text;
            return command.ExecuteReader();
        }
    }

    [GeneratedRegex("^duckdb -c \"(?<sql>[^\"]*)\"$", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex("^```python\n(?<script>[^`]*)```$", RegexOptions.Multiline)]
    private static partial Regex Script();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PandasFactAttribute : FactAttribute
    {
        public PandasFactAttribute()
        {
            if (!File.Exists(Python) || OtherProcess.Run(Python, Path.GetTempPath(), null, "-c", "import pandas").Code != 0)
                Skip = "not installed: python3-pandas";
        }
    }
}
