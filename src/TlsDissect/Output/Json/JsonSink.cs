using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes each connection as a line of JSON when it is over.</summary>
/// <param name="output">Receives whole lines.</param>
/// <param name="withHash">Whether <c>sha256</c> of the plaintext is written.</param>
/// <param name="placeOf">Returns the place of a packet by its number, or <c>null</c>.</param>
/// <param name="more">Writes further members at the end of a connection's object.</param>
internal sealed class JsonSink(IBufferWriter<byte> output, bool withHash, Func<long, CapturePlace?>? placeOf = null,
    Action<Utf8JsonWriter, ConnectionSummary>? more = null) : IConnectionSink, IFindingsSink, IDisposable
{
    private readonly JsonConnectionWriter _writer = new(output, withHash, placeOf, more);

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public FindingsPlace FindingsAt => _writer.FindingsAt;

    /// <inheritdoc/>
    public byte[] Render(ImmutableArray<Finding> findings) => JsonConnectionWriter.RenderFindings(findings);

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection) => _writer.Write(connection);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
