using System.Globalization;
using System.Text;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Follow;

/// <summary>
/// Writes every connection's plaintext as it comes, each side into its own file: <c>4.client</c>, <c>4.server</c>. Of a QUIC connection,
/// each side of a stream has a file: <c>4.stream0.client</c>, <c>4.datagrams.client</c>. A side without decrypted data has no file, but for
/// one that says how many bytes of a stream are missing.
/// </summary>
/// <param name="begin">Receives a file's first bytes.</param>
/// <param name="append">Receives its further bytes.</param>
/// <param name="close">Called when a file is complete.</param>
/// <param name="from">Whose plaintext; <c>null</c> for both sides.</param>
/// <param name="format">The format.</param>
internal sealed class FollowAllSink(FileWriter begin, FileWriter append, Action<string> close, Sender? from, FollowFormat format)
    : IConnectionSink, IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Dictionary<long, Dictionary<Place, Side>> _connections = [];
    private readonly MemoryStream _buffer = new();
    private StreamWriter? _text;

    /// <summary>A side of a connection, or of a stream of QUIC.</summary>
    private readonly record struct Place(Sender From, ulong? Stream);

    private sealed class Side(string name, PlaintextStream text)
    {
        public string Name { get; } = name;

        public PlaintextStream Text { get; } = text;

        public long Offset { get; set; }

        public bool HasData { get; set; }

        public bool IsBeforeTls { get; set; }

        /// <summary>Whether a line has said that its data is not authenticated.</summary>
        public bool IsMarked { get; set; }
    }

    /// <summary>Whether this sink may write a file with this name.</summary>
    public static bool IsName(string name) =>
        name.EndsWith($".{JsonNames.Of(Sender.Client)}", StringComparison.Ordinal) ||
            name.EndsWith($".{JsonNames.Of(Sender.Server)}", StringComparison.Ordinal);

    /// <summary>Number of files with data.</summary>
    public long Count { get; private set; }

    private StreamWriter Text => _text ??= new StreamWriter(_buffer, Utf8) { NewLine = "\n" };

    /// <summary>Whether cleartext before TLS is written too. In text format, a line says where TLS begins.</summary>
    public bool WantsCleartext { get; init; }

    /// <inheritdoc/>
    public void OnCleartext(ConnectionView connection, ApplicationData data)
    {
        if (Write(connection.Summary, data) is Side side) side.IsBeforeTls = true;
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => true;

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (!data.Plaintext.IsEmpty && Find(connection.Id, new Place(data.From, data.Stream)) is Side { IsBeforeTls: true } side)
        {
            side.IsBeforeTls = false;
            if (format != FollowFormat.Raw)
            {
                side.Text.EndLine();
                Text.WriteLine(FollowSink.TlsBegins);
            }
        }

        Write(connection.Summary, data);
    }

    private Side? Write(ConnectionSummary connection, ApplicationData data)
    {
        if (data.Plaintext.IsEmpty || (from is Sender only && only != data.From)) return null;
        Place place = new(data.From, data.Stream);
        Side side = Find(connection.Id, place) ?? Begin(connection, place);
        if (!side.HasData) Count++;
        side.HasData = true;
        if (!data.IsAuthenticated && !side.IsMarked && format != FollowFormat.Raw)
        {
            side.IsMarked = true;
            side.Text.EndLine();
            Text.WriteLine(FollowSink.NotAuthenticated);
        }

        if (format == FollowFormat.Raw)
        {
            append(side.Name, data.Plaintext);
            return side;
        }

        if (format == FollowFormat.Hex) PlaintextFormat.WriteHex(Text, data.Plaintext, "", side.Offset);
        else side.Text.Write(data.Plaintext);
        side.Offset += data.Plaintext.Length;
        Flush(side);
        return side;
    }

    /// <inheritdoc/>
    public void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, new Place(from, null), FollowSink.LeftOut(bytes));

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        WriteNote(connection.Summary, new Place(from, null), FollowSink.Missing(connection.Summary, missing));

    /// <inheritdoc/>
    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        WriteStreamGap(connection.Summary, new Place(from, stream), FollowSink.MissingOf(stream, missing));

    /// <inheritdoc/>
    public void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position)
    {
        Place place = new(from, stream);
        if (resetCode is ulong code) WriteNote(connection.Summary, place, FollowSink.Reset(stream, code));
        if (_connections.TryGetValue(connection.Id, out Dictionary<Place, Side>? sides) && sides.Remove(place, out Side? side)) End(side);
    }

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, new Place(from, null), FollowSink.Skipped(connection.Summary, bytes));

    /// <summary>Writes a note on missing data of a stream, whose offsets tell of it even before the first data.</summary>
    private void WriteStreamGap(ConnectionSummary connection, Place place, string note)
    {
        if (format == FollowFormat.Raw || (from is Sender only && only != place.From)) return;
        if (Find(connection.Id, place) is null) Begin(connection, place);
        WriteNote(connection, place, note);
    }

    private void WriteNote(ConnectionSummary connection, Place place, string note)
    {
        if (format == FollowFormat.Raw || Find(connection.Id, place) is not Side side) return;
        side.Text.EndLine();
        Text.WriteLine(note);
        Flush(side);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        if (!_connections.Remove(connection.Id, out Dictionary<Place, Side>? sides)) return;
        foreach (Side side in sides.Values) End(side);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _text?.Dispose();
        _buffer.Dispose();
    }

    private Side? Find(long id, Place place) =>
        _connections.TryGetValue(id, out Dictionary<Place, Side>? sides) ? sides.GetValueOrDefault(place) : null;

    private Side Begin(ConnectionSummary connection, Place place)
    {
        string stream = place.Stream is ulong number ? string.Create(CultureInfo.InvariantCulture, $".stream{number}")
            : connection.Transport == TransportKind.Quic ? $".{FollowedStream.Datagrams}" : "";
        string name = string.Create(CultureInfo.InvariantCulture, $"{connection.Id}{stream}.{JsonNames.Of(place.From)}");
        Side side = new(name, new PlaintextStream(Text));
        if (!_connections.TryGetValue(connection.Id, out Dictionary<Place, Side>? sides)) _connections.Add(connection.Id, sides = []);
        sides.Add(place, side);
        begin(name, []);
        return side;
    }

    private void End(Side side)
    {
        if (format == FollowFormat.Text)
        {
            side.Text.EndLine();
            Flush(side);
        }

        close(side.Name);
    }

    private void Flush(Side side)
    {
        Text.Flush();
        append(side.Name, _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        _buffer.SetLength(0);
    }
}
