using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>The files that commands of docs/recipes.md make of all captures, for other programs to read.</summary>
public sealed partial class RecipeFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RecipeFiles()
    {
        foreach (Match making in Making().Matches(Page))
        {
            string[] words = making.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Spawned.Run(Repository.Root, [.. words, "-q", "-o", _folder[making.Groups["file"].Value]]);
        }

        Connections = [.. File.ReadLines(_folder["connections.jsonl"]).Select(line => JsonNode.Parse(line)!)
            .Where(line => (string?)line["type"] == "connection")];
    }

    /// <summary>The page.</summary>
    public string Page { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes.md"));

    /// <summary>Where the files are.</summary>
    public string Folder => _folder.Path;

    /// <summary>The connections of the JSON.</summary>
    public IReadOnlyList<JsonNode> Connections { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>As in <c>tlsdissect list captures/ -o connections.csv</c>.</summary>
    [GeneratedRegex(@"^tlsdissect (?<words>.*) -o (?<file>connections\.\w+)$", RegexOptions.Multiline)]
    private static partial Regex Making();
}
