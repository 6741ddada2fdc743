using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;
using ZstdSharp;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>A folder with captures, a list of them and their keys, and what scans write.</summary>
internal sealed class ScanFolder : IDisposable
{
    /// <summary>The reason of a capture that has only the rest of a session.</summary>
    public const string Unseen = "resumed_from_unseen_session";

    private const int Cases = 56;
    private const string Broken = "broken.pcap";

    /// <summary>The captures that have the beginning and the rest of a session.</summary>
    private static readonly string[] Halves = ["first-half.pcap", "second-half.pcap"];

    private readonly TemporaryFolder _folder = new();

    public ScanFolder()
    {
        string[] small = [.. Repository.Cases.Where(IsSmall)];
        CaptureCase[] cases = [.. Enumerable.Range(0, Cases).Select(i => CaptureCase.Of(small[i * small.Length / Cases]))];
        foreach (CaptureCase each in cases) File.Copy(each.Capture, _folder[$"{each.Name}.pcap"]);
        CaptureCase resumed = CaptureCase.Of("resumed-by-id");
        byte[] file = File.ReadAllBytes(resumed.Capture);
        File.WriteAllBytes(_folder[Halves[0]], PcapEdit.Part(file, 0, 17));
        File.WriteAllBytes(_folder[Halves[1]], PcapEdit.Part(file, 17, PcapEdit.RecordStarts(file).Count - 1));
        File.WriteAllText(_folder[Broken], "not packets");
        string[] names = [.. cases.Select(each => $"{each.Name}.pcap"), .. Halves, Broken];
        File.WriteAllLines(_folder["captures.list"], names);
        File.Copy(resumed.FileNamed("server.key"), _folder["server.key"]);
        File.WriteAllLines(_folder["keys.log"],
            cases.Select(each => each.FileNamed("keys.log")).Where(File.Exists).SelectMany(File.ReadLines));
        Count = names.Length;
    }

    public string Path => _folder.Path;

    /// <summary>Number of captures.</summary>
    public int Count { get; }

    /// <summary>What a scan is given, but for the folder of the rows, which is last.</summary>
    public static string Arguments => "captures.list --key server.key --keylog keys.log --quiet --out";

    /// <summary>Scans without a scheduler.</summary>
    /// <returns>The rows.</returns>
    public string[] Scan(string rows, string options = "")
    {
        // One capture is broken.
        Run($"$TLSDISSECT scan {Arguments} {rows} {options}", 1);
        return Rows(rows);
    }

    /// <summary>Runs a line of shell that ends with an exit code.</summary>
    public void Run(string script, int code)
    {
        RunResult result = Spawned.Shell(Path, script);
        Assert.True(result.Code == code, $"{script}: {result.Code} {result.Errors}");
    }

    /// <summary>
    /// All rows but the first of each capture, which names the program, sorted. Every capture has its file, and each is whole.
    /// </summary>
    public string[] Rows(string folder)
    {
        string[][] files = [.. Directory.EnumerateFiles(_folder[folder], "*.jsonl.zst").Select(Lines)];
        Assert.Equal(Count, files.Length);
        Assert.All(files, rows => Assert.Equal(("scan", "summary"), (TypeOf(rows[0]), TypeOf(rows[^1]))));
        return [.. files.SelectMany(rows => rows.Skip(1)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Number of rows of connections whose session began in a capture that was not read.</summary>
    public static int CountUnseen(string[] rows) =>
        rows.Count(row => row.Contains($"\"reason\":\"{Unseen}\"", StringComparison.Ordinal));

    /// <summary>Number of captures whose rows are there.</summary>
    public int Done(string folder) => Directory.EnumerateFiles(_folder[folder], "*.jsonl.zst").Count();

    public void Dispose() => _folder.Dispose();

    private static bool IsSmall(string name)
    {
        string capture = CaptureCase.Of(name).Capture;
        return System.IO.Path.GetExtension(capture) == ".pcap" && new FileInfo(capture).Length < 20_000;
    }

    private static string[] Lines(string path)
    {
        using DecompressionStream rows = new(File.OpenRead(path), leaveOpen: false);
        using StreamReader reader = new(rows);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? TypeOf(string row) => (string?)JsonNode.Parse(row)!["type"];
}
