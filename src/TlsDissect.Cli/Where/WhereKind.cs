using System.Collections.Immutable;
using TlsDissect.Output.Fields;
using static TlsDissect.Cli.Where.WhereOperator;

namespace TlsDissect.Cli.Where;

/// <summary>What can be asked of the fields of a kind.</summary>
/// <param name="Name">As help names it.</param>
/// <param name="Takes">Its values, with an example.</param>
/// <param name="Operators">The operators that compare them.</param>
internal sealed record WhereKind(string Name, string Takes, ImmutableArray<WhereOperator> Operators)
{
    private static readonly ImmutableArray<WhereOperator> Ordered = [Equal, NotEqual, Less, AtMost, Greater, AtLeast, In];

    private static readonly Dictionary<FieldKind, WhereKind> Kinds = new()
    {
        [FieldKind.Text] = new("text", "a text", [Equal, NotEqual, Like, NotLike, In]),
        [FieldKind.Number] = new("number", "a number", Ordered),
        [FieldKind.Flag] = new("flag", "true or false", [Equal, NotEqual]),
        [FieldKind.Version] = new("version", "a version such as 'TLS 1.2'", Ordered),
        [FieldKind.Severity] = new("severity", "a severity", Ordered),
        [FieldKind.Address] = new("address", "an address such as 192.0.2.1, or with 'in' a prefix such as 192.0.2.0/24", Ordered),
        [FieldKind.Time] = new("time", "a time such as 2027-01-01 or 2027-01-01T09:30:00Z, or with 'in' a period such as 2027-01", Ordered),
    };

    /// <summary>All kinds.</summary>
    public static IEnumerable<WhereKind> All => Kinds.Values;

    /// <summary>Returns the kind of a field.</summary>
    public static WhereKind Of(ConnectionField field) => Kinds[field.Kind];
}
