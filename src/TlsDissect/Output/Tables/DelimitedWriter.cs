using System.Text;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>Writes CSV or TSV: a line with the names of the columns, then a line for each row.</summary>
internal sealed class DelimitedWriter : IRowWriter
{
    private readonly TextWriter _output;
    private readonly IReadOnlyList<ConnectionColumn> _columns;
    private readonly bool _isCsv;
    private readonly StringBuilder _line = new();

    /// <summary>Writes the names of the columns.</summary>
    /// <param name="output">Not owned.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="isCsv">Whether it is CSV; otherwise TSV.</param>
    public DelimitedWriter(TextWriter output, IReadOnlyList<ConnectionColumn> columns, bool isCsv)
    {
        (_output, _columns, _isCsv) = (output, columns, isCsv);
        WriteLine(columns.Select(column => column.Name));
    }

    /// <inheritdoc/>
    public void Write(FieldRow row) => WriteLine(_columns.Select(column => CellOf(column, row)));

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <summary>Negative numbers are numbers to a spreadsheet, too.</summary>
    private static string CellOf(ConnectionColumn column, FieldRow row)
    {
        IEnumerable<string> values = column.Values(row);
        if (column.Kind != FieldKind.Number) values = values.Select(value => DelimitedText.Escape(value, column.IsList));
        return string.Join(DelimitedText.ListSeparator, values);
    }

    private void WriteLine(IEnumerable<string> cells)
    {
        _line.Clear();
        foreach ((int place, string cell) in cells.Index())
        {
            if (place > 0) _line.Append(_isCsv ? ',' : '\t');
            if (_isCsv) DelimitedText.AppendQuoted(_line, cell, _columns.Count == 1);
            else _line.Append(cell);
        }

        _output.Write(_line.Append('\n'));
    }
}
