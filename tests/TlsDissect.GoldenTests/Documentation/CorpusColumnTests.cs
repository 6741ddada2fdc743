using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>The columns of docs/corpus.md against docs/json.schema.json: their names, and types that hold what the schema allows.</summary>
public sealed partial class CorpusColumnTests
{
    /// <summary>The types of rows of a scan.</summary>
    private static readonly string[] Kinds = ["scan", "connection", "warning", "failure", "summary"];

    /// <summary>Only <c>read --apart</c> writes it.</summary>
    private static readonly string[] NeverInScans = ["packet_in_capture"];

    private static readonly CorpusPage Page = CorpusPage.Docs;

    private static readonly JsonNode Definitions = OutputSchema.Docs.Root["$defs"]!;

    [Fact]
    public void The_table_has_every_member_of_the_rows()
    {
        foreach (string kind in Kinds)
        {
            IEnumerable<string> members = Definitions[kind]!["properties"]!.AsObject().Select(member => member.Key).Except(NeverInScans);
            IEnumerable<string> columns = Page.Columns.Where(column => column.Rows.Length == 0 || column.Rows.Contains(kind))
                .Select(column => column.Name);
            Assert.Equal(members.Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_view_has_the_columns_of_the_table()
    {
        IEnumerable<string> columns = Described().Select(column => $"{column.Name} {Short(column.Type)}");
        Assert.Equal(
            Page.Columns.Select(column => $"{column.Name} {column.Type}").Order(StringComparer.Ordinal),
            columns.Order(StringComparer.Ordinal));

        static string Short(string type) => Inner().Replace(type, "");
    }

    [Fact]
    public void Types_hold_what_the_schema_allows()
    {
        Dictionary<string, string> types = Described().ToDictionary(column => column.Name, column => column.Type);
        foreach (string kind in Kinds)
        {
            foreach ((string name, JsonNode? schema) in Definitions[kind]!["properties"]!.AsObject())
            {
                if (!NeverInScans.Contains(name)) Assert.Null(Misfit(types[name], schema!, $"{kind}.{name}"));
            }
        }
    }

    [Theory]
    [InlineData("BIGINT", """{ "type": "string" }""")]
    [InlineData("VARCHAR", """{ "type": ["integer", "null"] }""")]
    [InlineData("INTEGER", """{ "type": "integer" }""")]
    [InlineData("VARCHAR", """{ "$ref": "#/$defs/time" }""")]
    [InlineData("STRUCT(a VARCHAR)", """{ "type": "object", "properties": { "b": { "type": "string" } } }""")]
    [InlineData("VARCHAR", """{ "type": "array", "items": { "type": "string" } }""")]
    public void A_type_that_does_not_fit_is_found(string type, string schema) =>
        Assert.NotNull(Misfit(type, JsonNode.Parse(schema)!, "it"));

    /// <summary>The columns of the view that the page creates.</summary>
    private static (string Name, string Type)[] Described()
    {
        using TemporaryFolder folder = new();
        Assert.NotEmpty(ScannedRows.Of(folder.Path, "rows", [CaptureCase.Of("rsa-aes128-gcm").Capture]));
        using CorpusDatabase database = new(folder.Path);
        database.Run(Page.Statements[0].Code);
        return [.. database.Run("describe rows")[1..].Select(row => (row[0], row[1].Replace("\"", "", StringComparison.Ordinal)))];
    }

    /// <summary>Why a type does not hold what a schema allows; <c>null</c> if it does.</summary>
    private static string? Misfit(string type, JsonNode schema, string path)
    {
        schema = Resolved(schema, out bool isTime);
        if (type == "JSON") return null;
        string? kind = KindOf(schema);
        if (type.EndsWith("[]", StringComparison.Ordinal))
            return kind == "array" ? Misfit(type[..^2], schema["items"]!, path + "[]") : $"{path} is not a list but {kind}";
        if (type.StartsWith("STRUCT(", StringComparison.Ordinal))
        {
            if (kind != "object") return $"{path} is not an object but {kind}";
            foreach ((string name, string inner) in Fields(type["STRUCT(".Length..^1]))
            {
                if (schema["properties"]?[name] is not JsonNode member) return $"{path} has no {name}";
                if (Misfit(inner, member, $"{path}.{name}") is string misfit) return misfit;
            }

            return null;
        }

        bool fits = type switch
        {
            "MAP(VARCHAR, BIGINT)" => kind == "object" && (string?)schema["additionalProperties"]?["type"] == "integer",
            "TIMESTAMP" => isTime,
            "VARCHAR" => kind == "string" && !isTime,
            "BOOLEAN" => kind == "boolean",
            "DOUBLE" => kind == "number",
            "BIGINT" => kind == "integer",
            "INTEGER" => kind == "integer" && (long?)schema["maximum"] <= int.MaxValue,
            _ => false,
        };
        return fits ? null : $"{path} is {kind}, not {type}";
    }

    /// <summary>The schema behind references, and without <c>null</c> as a choice.</summary>
    private static JsonNode Resolved(JsonNode schema, out bool isTime)
    {
        isTime = false;
        while (true)
        {
            if ((string?)schema["$ref"] is string reference)
            {
                isTime |= reference == "#/$defs/time";
                schema = Definitions[reference["#/$defs/".Length..]]!;
            }
            else if (schema["anyOf"] is JsonArray choices)
            {
                schema = choices.Single(choice => (string?)choice!["type"] != "null")!;
            }
            else
            {
                return schema;
            }
        }
    }

    private static string? KindOf(JsonNode schema) => schema switch
    {
        _ when schema["type"] is JsonArray kinds => kinds.Select(kind => (string)kind!).Single(kind => kind != "null"),
        _ when schema["type"] is JsonNode kind => (string?)kind,
        _ when schema["enum"] is not null || schema["const"]?.GetValueKind() == System.Text.Json.JsonValueKind.String => "string",
        _ => null,
    };

    /// <summary>The fields of a STRUCT: at commas that are in no parentheses.</summary>
    private static IEnumerable<(string Name, string Type)> Fields(string text)
    {
        int depth = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(') depth++;
            if (i < text.Length && text[i] == ')') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            string field = text[start..i].Trim();
            int blank = field.IndexOf(' ', StringComparison.Ordinal);
            yield return (field[..blank], field[(blank + 1)..]);
            start = i + 1;
        }
    }

    /// <summary>The parentheses of a type.</summary>
    [GeneratedRegex(@"\(.*\)", RegexOptions.Singleline)]
    private static partial Regex Inner();
}
