using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Output;

/// <summary>Writes each connection as text when it is over, with its data if that is wanted.</summary>
public sealed class TextSink : IConnectionSink, IDisposable
{
    private readonly Dictionary<long, DataSpool> _spools = [];
    private readonly SpoolFile _file = new();
    private readonly TextWriter _output;
    private readonly TextOptions _options;
    private readonly TextConnectionWriter _writer;
    private byte[] _scratch = [];
    private bool _any;

    /// <summary>Makes one.</summary>
    /// <param name="output">Not owned.</param>
    /// <param name="options">How.</param>
    public TextSink(TextWriter output, TextOptions options)
    {
        _output = output;
        _options = options;
        _writer = new TextConnectionWriter(output, options);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionSummary connection) => _options.Data;

    /// <inheritdoc/>
    public void OnMessage(ConnectionSummary connection, MessageEntry message) { }

    /// <inheritdoc/>
    public void OnAlert(ConnectionSummary connection, AlertEntry alert) { }

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) => SpoolOf(connection).Add(data.From, data.Plaintext, data.Position);

    /// <inheritdoc/>
    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) => SpoolOf(connection).AddGap(from, missing, position);

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        if (_any) _output.WriteLine();
        _any = true;
        _writer.Write(connection);
        if (!_spools.Remove(connection.Id, out DataSpool? spool)) return;
        WriteData(spool);
        spool.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DataSpool spool in _spools.Values) spool.Dispose();
        _file.Dispose();
    }

    private DataSpool SpoolOf(ConnectionSummary connection)
    {
        if (!_spools.TryGetValue(connection.Id, out DataSpool? spool)) _spools.Add(connection.Id, spool = new DataSpool(_file));
        return spool;
    }

    private void WriteData(DataSpool spool)
    {
        TextPalette palette = _options.Palette;
        foreach (DataSpool.Piece piece in spool.Pieces)
        {
            string colour = piece.From == Sender.Client ? palette.Client : palette.Server;
            string arrow = piece.From == Sender.Client ? "client ──→" : "←── server";
            _output.WriteLine();
            if (piece.Missing >= 0)
            {
                string what = piece.Missing > 0 ? $"{piece.Missing} bytes were not captured" : "records could not be decrypted";
                _output.WriteLine($"{palette.Bad}  {arrow}  packet {piece.Position.Packet}: {what}{palette.Reset}");
                continue;
            }

            _output.WriteLine($"{colour}  {arrow}  packet {piece.Position.Packet}, {piece.Length} bytes{palette.Reset}");
            ReadOnlySpan<byte> data = spool.Read(piece, ref _scratch);
            if (PlaintextFormat.IsText(data)) PlaintextFormat.WriteText(_output, data, "    ");
            else PlaintextFormat.WriteHex(_output, data, "    ");
        }
    }
}
