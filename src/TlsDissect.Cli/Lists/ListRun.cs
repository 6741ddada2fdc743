using System.Globalization;
using System.Text;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Lists;

/// <summary><c>list</c>, and <c>read</c> with CSV or TSV: a row for each connection.</summary>
internal static class ListRun
{
    /// <summary>Number of rows that decide the widths of a table, unless rows are shown as they come.</summary>
    private const int Sample = 1000;

    /// <summary>Reads the captures and writes their rows.</summary>
    /// <param name="run">What to read.</param>
    /// <param name="how">How to write them.</param>
    /// <param name="output">Not owned.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public static int Write(RunInput run, ListOutput how, Stream output, SignalHandler interruption)
    {
        using StreamWriter text = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        IRowWriter writer = Create(how, text, output.Write, run.IsLive && how.Order is null ? 0 : Sample);
        SortedRows? sorted = how.Order is null ? null : new SortedRows(writer, how.Order, how.MaxSortedBytes);
        IRowWriter rows = sorted ?? writer;
        void Flush()
        {
            text.Flush();
            output.Flush();
        }

        int code = ReadRun.ReadRows(run, Fields(how), rows.Write, Flush, interruption, rows.Complete);
        (writer as IDisposable)?.Dispose();
        if (sorted is { Dropped: > 0 })
        {
            CommandLine.Complain(string.Create(CultureInfo.InvariantCulture,
                $"--sort: more rows than memory holds; the last {sorted.Dropped:N0} are left out, of the totals too: " +
                $"--limit rows=SIZE holds more"));
        }

        if (writer is ListTable table && table.LeftOut.ToArray() is { Length: > 0 } leftOut && !run.Quiet)
            CommandLine.Complain($"no room for {string.Join(", ", leftOut)}: --columns chooses others, --format csv has all");
        return code;
    }

    /// <summary>The fields that are read for an output.</summary>
    public static IEnumerable<ConnectionField> Fields(ListOutput how) =>
    [
        .. how.Columns.SelectMany(column => column.Fields), .. how.Order?.Column.Fields ?? [],
        .. how.Format == ListOutput.Table ? ListTotals.Fields : [],
    ];

    /// <summary>Makes the writer of an output.</summary>
    /// <param name="how">The output.</param>
    /// <param name="text">Receives text.</param>
    /// <param name="bytes">Receives JSON.</param>
    /// <param name="sample">Number of rows that decide the widths of a table; 0 if rows are shown at once.</param>
    public static IRowWriter Create(ListOutput how, TextWriter text, Action<ReadOnlySpan<byte>> bytes, int sample) => how.Format switch
    {
        ListOutput.Json => new JsonRowWriter(bytes, how.Columns),
        ListOutput.Table => new ListTable(text, how.Columns, how.Style, sample),
        _ => new DelimitedWriter(text, how.Columns, how.Format == ListOutput.Csv),
    };
}
