using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;
using ZstdSharp;

namespace TlsDissect.GoldenTests.Scan;

/// <summary>A folder of captures and the rows that scans of it write.</summary>
internal sealed class ScanFolder : IDisposable
{
    /// <summary>Small captures of several protocols and reasons.</summary>
    public static readonly string[] Cases =
    [
        "rsa-aes128-gcm", "dtls12-ecdhe-rsa-chacha20", "quic-lost", "judged-validity", "resumed-by-id", "tls13-resumption",
        "resumed-unseen", "hostile-names",
    ];

    private readonly TemporaryFolder _folder = new();

    public ScanFolder(params string[] cases)
    {
        foreach (string name in cases)
        {
            CaptureCase of = CaptureCase.Of(name);
            string folder = Path.Combine(Captures, name);
            Directory.CreateDirectory(folder);
            File.Copy(of.Capture, Path.Combine(folder, Path.GetFileName(of.Capture)));
        }
    }

    public string Root => _folder.Path;

    public string Captures => _folder["captures"];

    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    /// <summary>Scans with these arguments.</summary>
    public RunResult Scan(params string[] arguments) => InProcess.RunConsole(Root, ["scan", .. arguments]);

    /// <summary>The files of rows in a folder.</summary>
    public string[] Files(string rows) => Directory.Exists(this[rows]) ? Directory.GetFiles(this[rows], "*.zst") : [];

    /// <summary>All rows of a folder, in an order that does not depend on who wrote them.</summary>
    public string[] Rows(string rows) => [.. Files(rows).SelectMany(RowsOf).Order(StringComparer.Ordinal)];

    /// <summary>The rows of a capture.</summary>
    public string[] RowsOf(string rows, string capture) =>
        Files(rows).Select(RowsOf).Single(all => (string?)JsonNode.Parse(all[0])!["capture"] == capture);

    /// <summary>The rows of a file.</summary>
    public static string[] RowsOf(string file) => Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A file of rows, decompressed.</summary>
    public static string Text(string file)
    {
        using DecompressionStream rows = new(File.OpenRead(file), leaveOpen: false);
        using StreamReader reader = new(rows, new UTF8Encoding(false));
        return reader.ReadToEnd();
    }
}
