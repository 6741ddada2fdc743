using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Cli.Where;

/// <summary>A condition on connections, by the fields of their JSON.</summary>
internal sealed class WhereExpression
{
    private readonly Func<FieldRow, bool> _holds;

    private WhereExpression(Func<FieldRow, bool> holds, ImmutableArray<ConnectionField> fields) => (_holds, Fields) = (holds, fields);

    /// <summary>The fields that it reads, each once.</summary>
    public ImmutableArray<ConnectionField> Fields { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="WhereException">It is malformed, or a field is unknown or is compared with what it cannot be.</exception>
    public static WhereExpression Parse(string text)
    {
        WhereBinder binder = new(text);
        Func<FieldRow, bool> holds = binder.Bind(WhereSyntax.Parse(text));
        return new WhereExpression(holds, [.. binder.Fields]);
    }

    /// <summary>Joins expressions, all of which have to hold.</summary>
    public static WhereExpression All(IReadOnlyList<WhereExpression> expressions) => expressions is [WhereExpression only]
        ? only
        : new WhereExpression(row => expressions.All(one => one.Holds(row)),
            [.. expressions.SelectMany(one => one.Fields).Distinct()]);

    /// <summary>Whether it holds for a connection.</summary>
    /// <param name="row">Has all of <see cref="Fields"/>.</param>
    public bool Holds(FieldRow row) => _holds(row);
}
