using System.Globalization;
using System.Text;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Follow;

/// <summary>
/// Writes every connection's plaintext as it comes, each side into its own file: <c>4.client</c>, <c>4.server</c>. A side without decrypted
/// data has no file.
/// </summary>
/// <param name="begin">Receives a file's first bytes.</param>
/// <param name="append">Receives its further bytes.</param>
/// <param name="close">Called when a file is complete.</param>
/// <param name="from">Whose plaintext; <c>null</c> for both sides.</param>
/// <param name="format">The format.</param>
internal sealed class FollowAllSink(FileWriter begin, FileWriter append, Action<string> close, Sender? from, FollowFormat format)
    : IConnectionSink, IDisposable
{
    /// <summary>
    /// Number of bytes converted to text at once. A side keeps a buffer for as many characters while its connection lives.
    /// </summary>
    private const int TextPiece = 4096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Dictionary<(long Id, Sender From), Side> _sides = [];
    private readonly MemoryStream _buffer = new();
    private StreamWriter? _text;

    private sealed class Side(string name, PlaintextStream text)
    {
        public string Name { get; } = name;

        public PlaintextStream Text { get; } = text;

        public long Offset { get; set; }

        public bool IsBeforeTls { get; set; }

        /// <summary>Whether a line has said that its data is not authenticated.</summary>
        public bool IsMarked { get; set; }
    }

    /// <summary>Whether this sink may write a file with this name.</summary>
    public static bool IsName(string name) =>
        name.EndsWith($".{JsonNames.Of(Sender.Client)}", StringComparison.Ordinal) ||
            name.EndsWith($".{JsonNames.Of(Sender.Server)}", StringComparison.Ordinal);

    /// <summary>Number of files begun.</summary>
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
        if (!data.Plaintext.IsEmpty && _sides.TryGetValue((connection.Id, data.From), out Side? side) && side.IsBeforeTls)
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
        if (!_sides.TryGetValue((connection.Id, data.From), out Side? side)) side = Begin(connection.Id, data.From);
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
        else WriteText(side.Text, data.Plaintext);
        side.Offset += data.Plaintext.Length;
        Flush(side);
        return side;
    }

    /// <inheritdoc/>
    public void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, from, FollowSink.LeftOut(bytes));

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        WriteNote(connection.Summary, from, FollowSink.Missing(connection.Summary, missing));

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteNote(connection.Summary, from, FollowSink.Skipped(bytes));

    private void WriteNote(ConnectionSummary connection, Sender from, string note)
    {
        if (format == FollowFormat.Raw || !_sides.TryGetValue((connection.Id, from), out Side? side)) return;
        side.Text.EndLine();
        Text.WriteLine(note);
        Flush(side);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        foreach (Sender sender in (ReadOnlySpan<Sender>)[Sender.Client, Sender.Server])
        {
            if (!_sides.Remove((connection.Id, sender), out Side? side)) continue;
            if (format == FollowFormat.Text)
            {
                side.Text.EndLine();
                Flush(side);
            }

            close(side.Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _text?.Dispose();
        _buffer.Dispose();
    }

    private static void WriteText(PlaintextStream text, ReadOnlySpan<byte> data)
    {
        for (; !data.IsEmpty; data = data[Math.Min(TextPiece, data.Length)..]) text.Write(data[..Math.Min(TextPiece, data.Length)]);
    }

    private Side Begin(long id, Sender sender)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{id}.{JsonNames.Of(sender)}");
        Side side = new(name, new PlaintextStream(Text));
        _sides.Add((id, sender), side);
        begin(name, []);
        Count++;
        return side;
    }

    private void Flush(Side side)
    {
        Text.Flush();
        append(side.Name, _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        _buffer.SetLength(0);
    }
}
