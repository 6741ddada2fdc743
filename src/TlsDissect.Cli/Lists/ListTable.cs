using System.Text;
using TlsDissect.Cli.Help;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Lists;

/// <summary>
/// Writes a table for people: a header, then a line for each row, then totals. The first rows wait until their widths are known; later
/// rows go by these.
/// </summary>
/// <param name="output">Not owned.</param>
/// <param name="columns">The columns.</param>
/// <param name="style">Width, colours and ellipsis.</param>
/// <param name="sample">Number of rows that decide the widths; 0 if rows are shown at once.</param>
internal sealed class ListTable(TextWriter output, IReadOnlyList<ConnectionColumn> columns, TextOptions style, int sample) : IRowWriter
{
    private const string Empty = "-";

    /// <summary>Limit, in bytes, on the rows that wait for their widths: a peer may send names of many kilobytes.</summary>
    private const int MaxWaitingBytes = 16 << 20;

    private readonly List<(FieldRow Row, string[] Cells)> _first = [];
    private readonly ListTotals _totals = new();
    private readonly StringBuilder _line = new();
    private IReadOnlyList<(int Place, int Width)>? _layout;
    private long _waitingBytes;

    /// <summary>The names of the columns for which there is no room.</summary>
    public IEnumerable<string> LeftOut => _layout is null
        ? []
        : columns.Index().Where(column => _layout.All(shown => shown.Place != column.Index)).Select(column => column.Item.Name);

    /// <inheritdoc/>
    public void Write(FieldRow row)
    {
        _totals.Add(row);
        string[] cells = [.. columns.Select(column => CellOf(column, row))];
        if (_layout is null)
        {
            _first.Add((row, cells));
            _waitingBytes += row.Bytes + cells.Sum(cell => 2L * cell.Length);
            if (_first.Count >= sample || _waitingBytes >= MaxWaitingBytes) WriteFirst();
        }
        else
        {
            WriteLine(row, cells);
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_first.Count > 0) WriteFirst();
        int width = style.Width > 0 ? style.Width : int.MaxValue;
        foreach (string line in HelpWriter.Wrap(_totals.ToString(), width))
            output.WriteLine($"{style.Palette.Faint}{line}{style.Palette.Reset}");
    }

    private static string CellOf(ConnectionColumn column, FieldRow row)
    {
        string cell = string.Join(", ", column.Values(row).Select(column.Display));
        return cell.Length > 0 ? cell : Empty;
    }

    private void WriteFirst()
    {
        int[] natural = [.. columns.Index().Select(column => Math.Max(
            column.Item.Name.Length,
            sample == 0 ? column.Item.Usual : _first.Max(row => CellWidth.Of(row.Cells[column.Index]))))];
        _layout = ListLayout.Fit(columns, natural, style.Width);
        WriteLine(null, [.. columns.Select(column => column.Name)]);
        foreach ((FieldRow row, string[] cells) in _first) WriteLine(row, cells);
        _first.Clear();
    }

    /// <summary>Writes a row, or the header.</summary>
    private void WriteLine(FieldRow? row, string[] cells)
    {
        _line.Clear();
        foreach ((int at, (int place, int width)) in _layout!.Index())
        {
            ConnectionColumn column = columns[place];
            bool isLast = at == _layout!.Count - 1;
            string cell =
                style.Width == 0 ? cells[place] : CellWidth.Shorten(cells[place], width, style.Glyphs.Ellipsis, column.KeepsStart);
            int padding = Math.Max(0, width - CellWidth.Of(cell));
            if (at > 0) _line.Append(' ', ListLayout.Gap);
            if (column.Kind == FieldKind.Number) _line.Append(' ', padding);
            string colour = row is null ? style.Palette.Title : ColourOf(column.Tone(row));
            _line.Append(colour).Append(cell);
            if (colour.Length > 0) _line.Append(style.Palette.Reset);
            if (column.Kind != FieldKind.Number && !isLast) _line.Append(' ', padding);
        }

        output.WriteLine(_line);
    }

    private string ColourOf(CellTone tone) => tone switch
    {
        CellTone.Good => style.Palette.Good,
        CellTone.Bad => style.Palette.Bad,
        CellTone.Faint => style.Palette.Faint,
        _ => "",
    };
}
