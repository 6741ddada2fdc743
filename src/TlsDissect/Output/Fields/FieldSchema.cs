using System.Collections.Immutable;
using System.Text.Json;

namespace TlsDissect.Output.Fields;

/// <summary>Reads the fields of a connection from the JSON Schema of the output.</summary>
internal sealed class FieldSchema
{
    private const string Resource = "json.schema.json";

    private readonly JsonElement _definitions;
    private readonly ImmutableArray<ConnectionField>.Builder _fields = ImmutableArray.CreateBuilder<ConnectionField>();

    private FieldSchema(JsonElement root) => _definitions = root.GetProperty("$defs");

    /// <summary>Reads all fields, in the schema's order.</summary>
    public static ImmutableArray<ConnectionField> Read()
    {
        using Stream stream = typeof(FieldSchema).Assembly.GetManifestResourceStream(Resource)!;
        using JsonDocument document = JsonDocument.Parse(stream);
        FieldSchema schema = new(document.RootElement);
        schema.Add("", new Node(schema._definitions.GetProperty("connection")));
        return schema._fields.ToImmutable();
    }

    /// <summary>Adds the fields of a node: itself, or those within it.</summary>
    private void Add(string path, Node node)
    {
        node = Resolve(node);
        if (node.Schema.TryGetProperty("items", out JsonElement items))
        {
            Add(path, node with { Schema = items, IsList = true, Name = null });
        }
        else if (node.Schema.TryGetProperty("properties", out JsonElement members))
        {
            foreach (JsonProperty member in members.EnumerateObject())
                Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}", new Node(member.Value) { IsList = node.IsList });
        }
        // The fields of a message differ from message to message.
        else if (!IsType(node.Schema, "object"))
        {
            _fields.Add(new ConnectionField(path, KindOf(node), node.IsList, ValuesOf(node.Schema), node.Description ?? ""));
        }
    }

    /// <summary>Follows references, and leaves out the choice of <c>null</c>.</summary>
    private Node Resolve(Node node)
    {
        while (true)
        {
            if (node.Description is null && node.Schema.TryGetProperty("description", out JsonElement text))
                node = node with { Description = text.GetString() };
            if (node.Schema.TryGetProperty("$ref", out JsonElement reference))
            {
                string name = reference.GetString()!.Split('/')[^1];
                node = node with { Schema = _definitions.GetProperty(name), Name = name };
            }
            else if (node.Schema.TryGetProperty("anyOf", out JsonElement choices))
            {
                node = node with { Schema = choices.EnumerateArray().First(choice => !IsType(choice, "null")) };
            }
            else
            {
                return node;
            }
        }
    }

    private static FieldKind KindOf(Node node) => node switch
    {
        { Name: "version" } => FieldKind.Version,
        { Name: "severity" } => FieldKind.Severity,
        { Name: "address" } => FieldKind.Address,
        { Name: "time" } => FieldKind.Time,
        _ when IsType(node.Schema, "boolean") || HasConstant(node.Schema, JsonValueKind.True, JsonValueKind.False) => FieldKind.Flag,
        _ when IsType(node.Schema, "integer") || IsType(node.Schema, "number") => FieldKind.Number,
        _ => FieldKind.Text,
    };

    private static ImmutableArray<string> ValuesOf(JsonElement schema)
    {
        if (HasConstant(schema, JsonValueKind.String)) return [schema.GetProperty("const").GetString()!];
        return schema.TryGetProperty("enum", out JsonElement values)
            ? [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
            : [];
    }

    private static bool HasConstant(JsonElement schema, params ReadOnlySpan<JsonValueKind> kinds) =>
        schema.TryGetProperty("const", out JsonElement value) && kinds.Contains(value.ValueKind);

    private static bool IsType(JsonElement schema, string name) => schema.TryGetProperty("type", out JsonElement type) &&
        (type.ValueKind == JsonValueKind.String ? type.ValueEquals(name) : type.EnumerateArray().Any(one => one.ValueEquals(name)));

    /// <summary>A place in the schema.</summary>
    /// <param name="Schema">What it allows.</param>
    private sealed record Node(JsonElement Schema)
    {
        /// <summary>The name of the definition that was referred to last.</summary>
        public string? Name { get; init; }

        /// <summary>The outermost description.</summary>
        public string? Description { get; init; }

        /// <summary>Whether it is in a list.</summary>
        public bool IsList { get; init; }
    }
}
