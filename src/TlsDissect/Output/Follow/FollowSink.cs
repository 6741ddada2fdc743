using TlsDissect.Protocol;

namespace TlsDissect.Output.Follow;

/// <summary>Writes one connection's plaintext as it comes.</summary>
internal sealed class FollowSink : IConnectionSink, IDisposable
{
    internal const string TlsBegins = "[TLS from here on]";
    internal const string NotAuthenticated = "[not authenticated: the cipher is NULL, and no key verified the MACs]";

    private readonly Stream _output;
    private readonly StreamWriter _text;
    private readonly long _id;
    private readonly Sender? _from;
    private readonly FollowFormat _format;
    private readonly Action? _onEnd;
    private readonly PlaintextStream[] _sides;
    private readonly long[] _offsets = new long[2];
    private Sender? _last;
    private bool _isBeforeTls;
    private bool _isMarked;

    /// <summary>Creates a sink.</summary>
    /// <param name="output">Not owned.</param>
    /// <param name="id">The connection.</param>
    /// <param name="from">Whose plaintext; <c>null</c> for both sides.</param>
    /// <param name="format">The format.</param>
    /// <param name="onEnd">Called when the connection is over.</param>
    public FollowSink(Stream output, long id, Sender? from, FollowFormat format, Action? onEnd = null)
    {
        _onEnd = onEnd;
        (_output, _id, _from, _format) = (output, id, from, format);
        _text = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        _sides = [new PlaintextStream(_text), new PlaintextStream(_text)];
    }

    /// <summary>The connection, once it is over; <c>null</c> if none has this number.</summary>
    public ConnectionSummary? Found { get; private set; }

    /// <summary>Arrows.</summary>
    public TextGlyphs Glyphs { get; init; } = TextGlyphs.Unicode;

    /// <summary>Whether cleartext before TLS is written too. In text format, a line says where TLS begins.</summary>
    public bool WantsCleartext { get; init; }

    /// <inheritdoc/>
    public void OnCleartext(ConnectionView connection, ApplicationData data)
    {
        if (connection.Id != _id) return;
        _isBeforeTls = true;
        Write(data);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => connection.Id == _id;

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (connection.Id != _id) return;
        if (_isBeforeTls && _format != FollowFormat.Raw)
        {
            EndLine();
            _text.WriteLine(TlsBegins);
            _last = null;
        }

        _isBeforeTls = false;
        if (!data.IsAuthenticated && !_isMarked && _format != FollowFormat.Raw)
        {
            EndLine();
            _text.WriteLine(NotAuthenticated);
            _isMarked = true;
        }

        Write(data);
    }

    private void Write(ApplicationData data)
    {
        if (data.Plaintext.IsEmpty || (_from is Sender only && only != data.From)) return;
        if (_format == FollowFormat.Raw)
        {
            _output.Write(data.Plaintext);
            return;
        }

        Mark(data.From);
        int side = (int)data.From;
        if (_format == FollowFormat.Hex) PlaintextFormat.WriteHex(_text, data.Plaintext, "", _offsets[side]);
        else _sides[side].Write(data.Plaintext);
        _offsets[side] += data.Plaintext.Length;
    }

    /// <inheritdoc/>
    public void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, from, LeftOut(bytes));

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        WriteNote(connection.Summary, from, Missing(connection.Summary, missing));

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, from, Skipped(bytes));

    internal static string Skipped(long bytes) => $"[{bytes} bytes could not be read as TLS records]";

    internal static string LeftOut(long bytes) => $"[{bytes} more bytes before TLS were not kept]";

    internal static string Missing(ConnectionSummary connection, long bytes) =>
        bytes > 0 ? $"[{bytes} bytes were not captured]" : $"[{MissingText.Record(connection.Transport)}]";

    private void WriteNote(ConnectionSummary connection, Sender from, string note)
    {
        if (connection.Id != _id || _format == FollowFormat.Raw || (_from is Sender only && only != from)) return;
        EndLine();
        _text.WriteLine(note);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        if (connection.Id != _id) return;
        Found = connection;
        _onEnd?.Invoke();
    }

    /// <summary>Writes out buffered data, while more may come.</summary>
    public void Flush() => _text.Flush();

    /// <summary>Writes out buffered data.</summary>
    public void Dispose()
    {
        EndLine();
        _text.Dispose();
    }

    /// <summary>With both sides, writes a line that names the sender when it changes.</summary>
    private void Mark(Sender from)
    {
        if (_from is not null || _last == from) return;
        EndLine();
        _text.WriteLine(Glyphs.Speaker(from));
        _last = from;
    }

    private void EndLine()
    {
        foreach (PlaintextStream side in _sides) side.EndLine();
    }
}
