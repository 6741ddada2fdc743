using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>DuckDB in a folder, with the cells of its answers as <c>duckdb -csv</c> prints them.</summary>
internal sealed class CorpusDatabase : IDisposable
{
    private readonly DuckDBConnection _database = new("DataSource=:memory:");
    private readonly string _folder;

    public CorpusDatabase(string folder)
    {
        _folder = folder;
        _database.Open();
    }

    public void Dispose() => _database.Dispose();

    /// <summary>Runs a statement. The first row has the names of the columns.</summary>
    public string[][] Run(string statement) => InProcess.Alone(_folder, () => Rows(statement), out _);

    /// <summary>Rows as CSV.</summary>
    public static string Csv(IEnumerable<string[]> rows)
    {
        StringBuilder text = new();
        foreach (string[] row in rows) text.AppendJoin(',', row.Select(Quoted)).Append('\n');
        return text.ToString();
    }

    private string[][] Rows(string statement)
    {
        using DuckDBCommand command = _database.CreateCommand();
        command.CommandText = statement;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string[]> rows = [[.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Cell(reader.GetValue(i)))]);
        return [.. rows];
    }

    private static string Cell(object value) => value switch
    {
        DBNull => "",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
