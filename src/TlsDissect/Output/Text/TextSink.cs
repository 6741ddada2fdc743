using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TlsDissect.Output.Follow;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>Writes each connection as text when it is over, with its data if that is wanted.</summary>
internal sealed class TextSink : IConnectionSink, IFindingsSink, IDisposable
{
    private readonly Dictionary<long, DataSpool> _spools = [];
    private readonly SpoolFile _file;
    private readonly TextWriter _output;
    private readonly TextOptions _options;
    private readonly TextConnectionWriter _writer;
    private readonly TextDataWriter _data;
    private readonly Func<int>? _position;

    /// <summary>Number of bytes before the last connection's block.</summary>
    private int _start;

    /// <summary>Makes one.</summary>
    /// <param name="output">Not owned.</param>
    /// <param name="options">How.</param>
    /// <param name="position">Returns the number of bytes written so far; <c>null</c> if that is not known.</param>
    public TextSink(TextWriter output, TextOptions options, Func<int>? position = null)
    {
        _output = output;
        _options = options = options.ForOneSink();
        _file = new SpoolFile(options.Memory?.Open());
        _position = position;
        _writer = new TextConnectionWriter(output, options) { Position = position };
        _data = new TextDataWriter(output, options);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => _options.Data;

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data) =>
        SpoolOf(connection.Summary).Add(data.From, data.Plaintext, data.Position.Packet, data.Stream);

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        SpoolOf(connection.Summary).AddGap(from, missing, position.Packet);

    /// <inheritdoc/>
    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        SpoolOf(connection.Summary).AddGap(from, missing, position.Packet, stream);

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        SpoolOf(connection.Summary).AddSkipped(from, bytes, position.Packet);

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret) => _options.Numbers?.Add(connection.Summary, secret);

    /// <inheritdoc/>
    public FindingsPlace FindingsAt => _writer.FindingsAt with { Start = _writer.FindingsAt.Start - _start };

    /// <inheritdoc/>
    public byte[] Render(ImmutableArray<Finding> findings)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        FindingText.Write(new FieldWriter(text, _options), findings, _options);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Drops what is kept for a connection that will not be written.</summary>
    public void Forget(ConnectionSummary connection) => _options.Numbers?.Forget(connection);

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        _start = _position?.Invoke() ?? 0;
        _writer.Write(connection);
        _options.Numbers?.Forget(connection);
        if (_spools.Remove(connection.Id, out DataSpool? spool))
        {
            _data.Write(spool, connection);
            spool.Dispose();
        }

        // After every block, not between them: what a block looks like must not depend on the one before, which another thread may have
        // written.
        _output.WriteLine();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DataSpool spool in _spools.Values) spool.Dispose();
        _file.Dispose();
        _options.Numbers?.Clear();
    }

    private DataSpool SpoolOf(ConnectionSummary connection)
    {
        if (!_spools.TryGetValue(connection.Id, out DataSpool? spool)) _spools.Add(connection.Id, spool = new DataSpool(_file));
        return spool;
    }
}
