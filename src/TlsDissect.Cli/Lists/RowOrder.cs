using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Lists;

/// <summary>The order of rows by a column. Rows without a value in it are last either way.</summary>
/// <param name="Column">The column.</param>
/// <param name="IsDescending">Whether the largest value is first.</param>
internal sealed record RowOrder(ConnectionColumn Column, bool IsDescending) : IComparer<FieldRow>
{
    /// <inheritdoc/>
    public int Compare(FieldRow? x, FieldRow? y)
    {
        (FieldRow one, FieldRow other) = (x!, y!);
        int order = Column.IsEmpty(one).CompareTo(Column.IsEmpty(other));
        if (order != 0) return order;
        return IsDescending ? Column.Compare(other, one) : Column.Compare(one, other);
    }
}
