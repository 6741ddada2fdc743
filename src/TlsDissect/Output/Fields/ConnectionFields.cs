using System.Collections.Immutable;

namespace TlsDissect.Output.Fields;

/// <summary>All fields of a connection's JSON object, as docs/json.schema.json names them.</summary>
internal static class ConnectionFields
{
    private static readonly Lazy<ImmutableArray<ConnectionField>> Schema = new(FieldSchema.Read);

    private static readonly Lazy<Dictionary<string, ConnectionField>> ByPath = new(() => All.ToDictionary(field => field.Path));

    /// <summary>All fields, in the schema's order.</summary>
    public static ImmutableArray<ConnectionField> All => Schema.Value;

    /// <summary>Returns the field of a path, or <c>null</c>.</summary>
    public static ConnectionField? Find(string path) => ByPath.Value.GetValueOrDefault(path);

    /// <summary>Returns the field of a path that is known to exist.</summary>
    public static ConnectionField Get(string path) => ByPath.Value[path];

    /// <summary>Returns the fields within an object, as in <c>outcome</c>; none if there is no such object.</summary>
    public static IEnumerable<ConnectionField> Within(string path) =>
        All.Where(field => field.Path.Length > path.Length && field.Path[path.Length] == '.' &&
            field.Path.StartsWith(path, StringComparison.Ordinal));
}
