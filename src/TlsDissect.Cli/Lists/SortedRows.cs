using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Lists;

/// <summary>
/// Writes rows in an order. They are held in memory until the last has come; above the limit, those that are last in the order are dropped.
/// </summary>
/// <param name="inner">Writes the rows.</param>
/// <param name="order">The order. Rows that are equal in it stay as they came.</param>
/// <param name="maxBytes">Limit on the rows that are held.</param>
internal sealed class SortedRows(IRowWriter inner, IComparer<FieldRow> order, long maxBytes) : IRowWriter
{
    private List<FieldRow> _rows = [];
    private long _bytes;

    /// <summary>The first row in the order that was dropped; <c>null</c> if none was. No row after it is written.</summary>
    private FieldRow? _end;

    /// <summary>Number of rows that were dropped.</summary>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public void Write(FieldRow row)
    {
        if (_end is not null && order.Compare(row, _end) >= 0)
        {
            Dropped++;
            return;
        }

        _rows.Add(row);
        _bytes += row.Bytes;
        if (_bytes > maxBytes) Drop();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        foreach (FieldRow row in _rows.Order(order)) inner.Write(row);
        _rows.Clear();
        inner.Complete();
    }

    /// <summary>Drops a quarter of the bytes at once, so that rows are not sorted for each that comes.</summary>
    private void Drop()
    {
        _rows = [.. _rows.Order(order)];
        while (_rows.Count > 1 && _bytes > maxBytes / 4 * 3)
        {
            _end = _rows[^1];
            _bytes -= _end.Bytes;
            _rows.RemoveAt(_rows.Count - 1);
            Dropped++;
        }
    }
}
