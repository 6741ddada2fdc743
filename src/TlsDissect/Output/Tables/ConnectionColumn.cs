using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>A column of a table with one row a connection.</summary>
/// <param name="Name">Its name, as it is selected and as the header has it.</param>
/// <param name="Fields">The fields that it is made of.</param>
/// <param name="Values">Returns its values in a row: none if it is empty there, several only of a list.</param>
internal sealed record ConnectionColumn(
    string Name, ImmutableArray<ConnectionField> Fields, Func<FieldRow, IEnumerable<string>> Values)
{
    /// <summary>The kind of its values.</summary>
    public FieldKind Kind { get; init; } = FieldKind.Text;

    /// <summary>Whether it may have several values.</summary>
    public bool IsList { get; init; }

    /// <summary>Returns a value as a table for people has it. The result is safe to print.</summary>
    public Func<string, string> Display { get; init; } = WireText.Escape;

    /// <summary>Returns the tone of a row's cell.</summary>
    public Func<FieldRow, CellTone> Tone { get; init; } = static _ => CellTone.Plain;

    /// <summary>The fewest columns of the screen that a value can be shortened to; <c>null</c> if it cannot be shortened.</summary>
    public int? Least { get; init; } = 12;

    /// <summary>Whether a value is shortened at its end, because its start matters most; otherwise in its middle.</summary>
    public bool KeepsStart { get; init; }

    /// <summary>Columns of the screen that most values fit into, where no row is known yet.</summary>
    public int Usual { get; init; } = 20;

    /// <summary>Where there is no room for all columns, the one of the lowest rank is left out.</summary>
    public int Rank { get; init; }

    /// <summary>The order of rows; that of the values of <see cref="Fields"/> if it is not set.</summary>
    public Comparison<FieldRow>? Order { get; init; }

    /// <summary>Makes the column of a field.</summary>
    public static ConnectionColumn Of(ConnectionField field) =>
        new(field.Path, [field], row => row[field].Select(value => value.Text)) { Kind = field.Kind, IsList = field.IsList };

    /// <summary>Whether a row has no value in it.</summary>
    public bool IsEmpty(FieldRow row) => !Values(row).Any();

    /// <summary>Compares two rows.</summary>
    public int Compare(FieldRow one, FieldRow other)
    {
        if (Order is not null) return Order(one, other);
        foreach (ConnectionField field in Fields)
        {
            int order = Compare(one[field], other[field]);
            if (order != 0) return order;
        }

        return 0;
    }

    /// <summary>Value by value, and the shorter list first.</summary>
    private static int Compare(ImmutableArray<FieldValue> one, ImmutableArray<FieldValue> other)
    {
        for (int i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            int order = one[i].CompareTo(other[i]);
            if (order != 0) return order;
        }

        return one.Length.CompareTo(other.Length);
    }
}
