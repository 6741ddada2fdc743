using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Output.Report;

/// <summary>
/// Writes each connection as a line of JSON when it is over, for <see cref="ReportWriter"/>: that of <c>read</c>, with the text output's
/// words as the member <c>words</c> and, if that is wanted, the first bytes of its plaintext as <c>plaintext</c>.
/// </summary>
internal sealed class ReportSink : IConnectionSink, IFindingsSink, IDisposable
{
    private readonly Dictionary<long, (PlaintextPreview Client, PlaintextPreview Server)> _previews = [];
    private readonly JsonConnectionWriter _writer;
    private readonly ReportWords _words;
    private readonly bool _withPlaintext;
    private readonly MemoryAccount? _memory;

    /// <summary>Makes one.</summary>
    /// <param name="output">Receives whole lines.</param>
    /// <param name="placeOf">Returns the place of a packet by its number, or <c>null</c>.</param>
    /// <param name="options">What the page shows.</param>
    public ReportSink(IBufferWriter<byte> output, Func<long, CapturePlace?> placeOf, ReportOptions options)
    {
        _withPlaintext = options.HasPlaintext;
        _memory = options.Memory?.Open();
        _words = new ReportWords(options.Wording);
        _writer = new JsonConnectionWriter(output, withHash: false, placeOf, WriteMore);
    }

    /// <inheritdoc/>
    public FindingsPlace FindingsAt => _writer.FindingsAt;

    /// <inheritdoc/>
    public byte[] Render(ImmutableArray<Finding> findings) => JsonConnectionWriter.RenderFindings(findings);

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => _withPlaintext;

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (data.Plaintext.IsEmpty) return;
        if (!_previews.TryGetValue(connection.Id, out (PlaintextPreview Client, PlaintextPreview Server) sides))
            _previews.Add(connection.Id, sides = (new PlaintextPreview(), new PlaintextPreview()));
        PlaintextPreview side = data.From == Sender.Client ? sides.Client : sides.Server;
        int before = side.Size;
        side.Add(data);
        _memory?.Add(side.Size - before);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection) => _writer.Write(connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _memory?.Dispose();
    }

    private void WriteMore(Utf8JsonWriter json, ConnectionSummary connection)
    {
        _words.Write(json, connection);
        if (_withPlaintext) WritePreview(json, connection);
    }

    private void WritePreview(Utf8JsonWriter json, ConnectionSummary connection)
    {
        if (!_previews.Remove(connection.Id, out (PlaintextPreview Client, PlaintextPreview Server) sides)) return;
        _memory?.Add(-sides.Client.Size - sides.Server.Size);
        json.WriteStartObject("plaintext"u8);
        PlaintextPreview.Write(json, "client"u8, sides.Client);
        PlaintextPreview.Write(json, "server"u8, sides.Server);
        json.WriteEndObject();
    }
}
