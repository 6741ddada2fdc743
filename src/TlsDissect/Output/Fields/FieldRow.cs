using System.Collections.Immutable;

namespace TlsDissect.Output.Fields;

/// <summary>The values of the selected fields of one connection.</summary>
/// <param name="selection">The fields.</param>
/// <param name="values">Their values, in the order of <see cref="FieldSelection.Fields"/>.</param>
internal sealed class FieldRow(FieldSelection selection, ImmutableArray<ImmutableArray<FieldValue>> values)
{
    /// <summary>Bytes of memory that it takes.</summary>
    public int Bytes => 64 + values.Sum(list => 32 + list.Sum(value => value.Bytes));

    /// <summary>
    /// Returns the values of a selected field in the order of the JSON; empty if it is absent or <c>null</c>. Lists are flat: those of a
    /// list's required members, as <c>findings.id</c> and <c>findings.severity</c>, have the same length and order.
    /// </summary>
    public ImmutableArray<FieldValue> this[ConnectionField field] => values[selection.PlaceOf(field)];

    /// <summary>Returns the first value of a selected field; <c>null</c> if it has none.</summary>
    public FieldValue? First(ConnectionField field) => this[field] is [FieldValue first, ..] ? first : null;

    /// <summary>Returns the row with the values of another that are not empty there: those of members that were written again.</summary>
    /// <param name="later">A row of the same selection.</param>
    /// <param name="isReplaced">Whether a field's values are those of the other row.</param>
    public FieldRow With(FieldRow later, Func<ConnectionField, bool> isReplaced) =>
        new(selection, [.. selection.Fields.Select(field => isReplaced(field) ? later[field] : this[field])]);
}
