using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Lists;

/// <summary>Writes a row of a table when a connection ends, without waiting for others.</summary>
internal sealed class ListSink : IConnectionSink, IDisposable
{
    private readonly FieldReader _reader;
    private readonly ListTable _table;

    /// <param name="output">Not owned.</param>
    /// <param name="how">The columns and the style of the table.</param>
    /// <param name="withHash">Whether the SHA-256 of plaintext is computed.</param>
    /// <param name="placeOf">Returns the place of a packet by its number.</param>
    public ListSink(TextWriter output, ListOutput how, bool withHash, Func<long, CapturePlace?> placeOf)
    {
        _reader = new FieldReader(new FieldSelection(ListRun.Fields(how)), withHash, placeOf);
        _table = new ListTable(output, how.Columns, how.Style, sample: 0);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection) => _table.Write(_reader.Read(connection));

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
