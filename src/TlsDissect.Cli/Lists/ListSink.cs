using System.Buffers;
using TlsDissect.Cli.Terminal;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Lists;

/// <summary>Writes a row when a connection ends, without waiting for others. There are no totals.</summary>
internal sealed class ListSink : IConnectionSink, IDisposable
{
    private readonly FieldReader _reader;
    private readonly IRowWriter _rows;

    /// <param name="buffer">Receives the rows.</param>
    /// <param name="how">The format, the columns and the style of a table.</param>
    /// <param name="withHash">Whether the SHA-256 of plaintext is computed.</param>
    /// <param name="placeOf">Returns the place of a packet by its number.</param>
    public ListSink(IBufferWriter<byte> buffer, ListOutput how, bool withHash, Func<long, CapturePlace?> placeOf)
    {
        _reader = new FieldReader(new FieldSelection(ListRun.Fields(how)), withHash, placeOf);
        _rows = ListRun.Create(how, new BufferTextWriter(buffer), buffer.Write, sample: 0);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection) => _rows.Write(_reader.Read(connection));

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        (_rows as IDisposable)?.Dispose();
    }
}
