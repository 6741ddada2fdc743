using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>docs/json.schema.json: validates lines, and tells which of its properties they have.</summary>
internal sealed class OutputSchema
{
    private const string Definitions = "$defs";

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    private static readonly Lazy<OutputSchema> OfRepository =
        new(() => new OutputSchema(File.ReadAllText(Path.Combine(Repository.Root, "docs", "json.schema.json"))));

    private readonly JsonSchema _schema;

    private OutputSchema(string text)
    {
        _schema = JsonSchema.FromText(text);
        Root = JsonNode.Parse(text)!;
        Properties = [.. PropertiesOf(Root, "")];
    }

    public static OutputSchema Docs => OfRepository.Value;

    public JsonNode Root { get; }

    /// <summary>The JSON pointer of every property, with its schema.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode>> Properties { get; }

    /// <summary>The values that a property of a definition may have, without <c>null</c>.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="property">Its property; <c>null</c> if the definition itself is the list.</param>
    public string[] ValuesOf(string definition, string? property = null)
    {
        JsonNode list = Root[Definitions]![definition]!;
        if (property is not null) list = list["properties"]![property]!;
        return [.. list["enum"]!.AsArray().OfType<JsonNode>().Select(value => (string)value!)];
    }

    /// <summary>Returns what is wrong with a line; <c>null</c> if nothing is.</summary>
    /// <param name="line">One line of JSON.</param>
    /// <param name="seen">Receives the pointers of the properties in a valid line.</param>
    public string? Check(string line, ISet<string> seen)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        EvaluationResults results = _schema.Evaluate(document.RootElement, Options);
        // The schema has a branch for each kind of line: "/oneOf/N/...".
        ILookup<string, EvaluationResults> branches = (results.Details ?? [])
            .Where(detail => detail.EvaluationPath.ToString().Length > 0)
            .ToLookup(detail => string.Join('/', detail.EvaluationPath.ToString().Split('/').Take(3)));
        if (!results.IsValid) return $"{ErrorsOf(branches)} in {line}";
        EvaluationResults[] accepted = branches.Single(branch => branch.All(detail => detail.IsValid || !IsWhole(detail))).ToArray();
        foreach (EvaluationResults detail in accepted) seen.Add(Uri.UnescapeDataString(detail.SchemaLocation.Fragment.TrimStart('#')));
        return null;
    }

    /// <summary>The result of a branch itself, not of a part in it.</summary>
    private static bool IsWhole(EvaluationResults detail) => detail.InstanceLocation.ToString().Length == 0;

    /// <summary>Errors of the branch that has the line's kind; of every branch if none has.</summary>
    private static string ErrorsOf(ILookup<string, EvaluationResults> branches)
    {
        IEnumerable<EvaluationResults> ofKind = branches
            .Where(branch => branch.All(detail => detail.Errors is null || detail.InstanceLocation.ToString() is not ("/type" or "/event")))
            .SelectMany(branch => branch);
        IEnumerable<string> errors = ofKind.Where(detail => detail.Errors is not null)
            .Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Select(error => error.Value))}");
        return string.Join("; ", errors.DefaultIfEmpty("no such kind of line"));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode>> PropertiesOf(JsonNode? node, string pointer)
    {
        if (node is not JsonObject members) yield break;
        foreach ((string name, JsonNode? value) in members)
        {
            if (name == "properties")
            {
                foreach ((string property, JsonNode? schema) in value!.AsObject())
                    yield return new($"{pointer}/properties/{property}", schema!);
            }

            foreach (KeyValuePair<string, JsonNode> inner in PropertiesOf(value, $"{pointer}/{name}")) yield return inner;
        }
    }
}
