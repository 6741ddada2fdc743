using System.Text;
using ZstdSharp;

namespace TlsDissect.GoldenTests.Running;

/// <summary>Scans captures, and reads the files of rows.</summary>
internal static class ScannedRows
{
    /// <summary>The rows in all files of a folder, file by file.</summary>
    public static IEnumerable<string> In(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*.jsonl.zst").Order(StringComparer.Ordinal))
        {
            using FileStream file = File.OpenRead(path);
            using DecompressionStream rows = new(file);
            using StreamReader reader = new(rows, new UTF8Encoding(false, throwOnInvalidBytes: true));
            while (reader.ReadLine() is string row) yield return row;
        }
    }

    /// <summary>The rows of captures that a list names, one a line; they stay in a folder.</summary>
    public static IEnumerable<string> Of(string folder, string rows, IEnumerable<string> captures, params string[] options)
    {
        string list = Path.Combine(folder, "captures.list");
        File.WriteAllLines(list, captures);
        RunResult result = InProcess.RunConsole(folder, ["scan", list, "--out", rows, "-q", .. options]);
        Assert.True(result.Code is 0 or 1, result.Errors);
        return In(Path.Combine(folder, rows));
    }
}
