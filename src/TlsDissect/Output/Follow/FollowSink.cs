using TlsDissect.Protocol;

namespace TlsDissect.Output.Follow;

/// <summary>Writes one connection's plaintext as it comes. Of a QUIC connection, a line names the stream when it changes.</summary>
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
    private readonly Dictionary<Place, long> _offsets = [];
    private Place? _last;
    private bool _isBeforeTls;
    private bool _isMarked;
    private SingleStream? _single;

    /// <summary>Who speaks, and on which stream of QUIC.</summary>
    private readonly record struct Place(Sender From, ulong? Stream);

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

    /// <summary>The part of a QUIC connection to write; <c>null</c> for all of it.</summary>
    public FollowedStream? Only { get; init; }

    /// <summary>Whether data came that was to be written.</summary>
    public bool HasData { get; private set; }

    /// <summary>Whether nothing was written, because raw output was asked for and data of several streams came.</summary>
    public bool IsMixed => _single is { IsMixed: true };

    /// <summary>Whether cleartext before TLS is written too. In text format, a line says where TLS begins.</summary>
    public bool WantsCleartext { get; init; }

    /// <inheritdoc/>
    public void OnCleartext(ConnectionView connection, ApplicationData data)
    {
        if (connection.Id != _id) return;
        _isBeforeTls = true;
        Write(connection.Summary, data);
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

        Write(connection.Summary, data);
    }

    private void Write(ConnectionSummary connection, ApplicationData data)
    {
        if (data.Plaintext.IsEmpty || !IsWanted(connection, data.From, data.Stream)) return;
        HasData = true;
        if (_format == FollowFormat.Raw)
        {
            if (connection.Transport != TransportKind.Quic || Only is not null) _output.Write(data.Plaintext);
            else (_single ??= new SingleStream()).Add(data.Stream, data.Plaintext);
            return;
        }

        Place place = new(data.From, data.Stream);
        Mark(connection, place);
        long offset = _offsets.GetValueOrDefault(place);
        if (_format == FollowFormat.Hex) PlaintextFormat.WriteHex(_text, data.Plaintext, "", offset);
        else _sides[(int)data.From].Write(data.Plaintext);
        _offsets[place] = offset + data.Plaintext.Length;
    }

    /// <inheritdoc/>
    public void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, from, null, LeftOut(bytes));

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        WriteNote(connection.Summary, from, null, Missing(connection.Summary, missing));

    /// <inheritdoc/>
    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        WriteNote(connection.Summary, from, stream, MissingOf(stream, missing));

    /// <inheritdoc/>
    public void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position)
    {
        if (resetCode is ulong code) WriteNote(connection.Summary, from, stream, Reset(stream, code));
        _offsets.Remove(new Place(from, stream));
    }

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, from, null, Skipped(connection.Summary, bytes));

    internal static string Skipped(ConnectionSummary connection, long bytes) =>
        $"[{bytes} bytes {MissingText.NotReadable(connection.Transport)}]";

    internal static string LeftOut(long bytes) => $"[{bytes} more bytes before TLS were not kept]";

    internal static string Missing(ConnectionSummary connection, long bytes) =>
        bytes > 0 ? $"[{bytes} bytes were not captured]" : $"[{MissingText.Record(connection.Transport)}]";

    internal static string MissingOf(ulong stream, long bytes) => $"[{bytes} bytes of stream {stream} {MissingText.OfStream}]";

    internal static string Reset(ulong stream, ulong code) => $"[stream {stream} was reset with error 0x{code:x}]";

    private void WriteNote(ConnectionSummary connection, Sender from, ulong? stream, string note)
    {
        if (connection.Id != _id || _format == FollowFormat.Raw || !IsWanted(connection, from, stream)) return;
        EndLine();
        _text.WriteLine(note);
    }

    private bool IsWanted(ConnectionSummary connection, Sender from, ulong? stream) =>
        (_from is not Sender only || only == from) &&
        (Only is null || (connection.Transport == TransportKind.Quic && Only.Id == stream));

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
        _single?.WriteTo(_output);
        _single?.Dispose();
    }

    /// <summary>With several sides or streams, writes a line that names the sender and the stream when they change.</summary>
    private void Mark(ConnectionSummary connection, Place place)
    {
        bool hasStreams = connection.Transport == TransportKind.Quic && Only is null;
        if ((_from is not null && !hasStreams) || _last == place) return;
        EndLine();
        _text.WriteLine($"{Glyphs.Speaker(place.From)}{(hasStreams ? NameOf(place.Stream) : "")}");
        _last = place;
    }

    private static string NameOf(ulong? stream) => stream is ulong id ? $"  stream {id}" : "  DATAGRAM frames";

    private void EndLine()
    {
        foreach (PlaintextStream side in _sides) side.EndLine();
    }
}
