using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>A thousand captures and their rows, made by the commands of docs/corpus.md up to the second pass.</summary>
public sealed class CorpusLab : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string[]> _outputs;
    private readonly Lazy<JsonNode[]> _rows;

    public CorpusLab()
    {
        _outputs = new Lazy<string[]>(() => Run(Repository.Root, CorpusPage.Docs.FirstPass));
        _rows = new Lazy<JsonNode[]>(() => [.. ScannedRows.In(Path.Combine(Folder, "rows")).Select(row => JsonNode.Parse(row)!)]);
    }

    /// <summary>The folder that stands for the page's.</summary>
    public string Folder => _folder["lab"];

    /// <summary>The output of each block of commands.</summary>
    public IReadOnlyList<string> Outputs => _outputs.Value;

    /// <summary>The rows of the scan.</summary>
    public IReadOnlyList<JsonNode> Rows => Outputs.Count > 0 ? _rows.Value : [];

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs commands in a copy of the folder.</summary>
    internal (string Folder, string[] Outputs) RunInCopy(IReadOnlyList<(string Code, string? Result)> blocks)
    {
        Assert.NotEmpty(Outputs);
        string copy = _folder["copy"];
        // Rows are named by the times of their captures too.
        Assert.Equal(0, OtherProcess.Run("cp", _folder.Path, null, "-a", Folder, copy).Code);
        return (copy, Run(copy, blocks));
    }

    /// <summary>Runs blocks in one shell, which ends at the first command that fails.</summary>
    private string[] Run(string folder, IReadOnlyList<(string Code, string? Result)> blocks)
    {
        StringBuilder script = new();
        script.Append($"set -e\ntlsdissect() {{ '{Spawned.Program}' \"$@\"; }}\n");
        for (int i = 0; i < blocks.Count; i++)
            script.Append($"exec > '{Output(i)}'\n{blocks[i].Code.Replace(CorpusPage.Folder, Folder, StringComparison.Ordinal)}");
        RunResult result = OtherProcess.Run("bash", folder, null, "--norc", "-c", script.ToString());
        Assert.True(result.Code == 0, result.Errors);
        return [.. Enumerable.Range(0, blocks.Count).Select(i => File.ReadAllText(Output(i)))];
    }

    private string Output(int block) => _folder[$"output.{block}"];
}
