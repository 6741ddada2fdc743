using TlsDissect.Output.Text.Lessons;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// Writes connections as text while they are under way: the handshake when it has come to its end, data as it comes, the rest when the
/// connection is over. A handshake that does not come to its end, because what follows is encrypted and waits for a key, is written when
/// <see cref="OnTime"/> finds that it waits too long.
/// </summary>
internal sealed class LiveTextSink : IConnectionSink
{
    /// <summary>How long after a ServerHello an unfinished handshake is written as it is.</summary>
    private const long PatienceNanoseconds = 3_000_000_000;

    private readonly TextWriter _output;
    private readonly TextOptions _options;
    private readonly bool _steps;
    private readonly TextConnectionWriter _writer;
    private readonly LessonWriter _lessons;

    /// <summary>Number of messages and alerts written of each connection under way.</summary>
    private readonly Dictionary<long, (int Messages, int Alerts)> _shown = [];

    /// <summary>Of connections that are under way, if each step is written as it happens.</summary>
    private readonly Dictionary<long, LadderRules> _rules = [];

    private readonly Dictionary<long, ConnectionSummary> _pending = [];
    private readonly Queue<(long Since, long Id)> _pendingSince = [];
    private readonly LiveDataWriter _data;

    /// <summary>Makes one.</summary>
    /// <param name="output">Not owned.</param>
    /// <param name="options">How.</param>
    /// <param name="steps">A line for each step of a handshake as it happens, instead of a block when it has come to its end.</param>
    public LiveTextSink(TextWriter output, TextOptions options, bool steps)
    {
        _output = output;
        _options = options = options.ForOneSink();
        _steps = steps;
        _writer = new TextConnectionWriter(output, options);
        _lessons = new LessonWriter(output, options);
        _data = new LiveDataWriter(output, options);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => _options.Data;

    /// <inheritdoc/>
    public void OnMessage(ConnectionView connection, MessageEntry message)
    {
        if (_steps && connection.Summary.MessageList.Count == 1)
        {
            _data.End();
            _writer.WriteTitle(connection.Summary);
        }

        if (_steps)
        {
            WriteRule(connection.Summary, message.Position, RulesOf(connection.Id).Above(connection.Summary, message));
            WriteStep(connection.Summary, message.From, message.Position, LadderWriter.Describe(connection.Summary, message),
                LadderWriter.Colour(_options.Palette, message));
            if (_lessons.Plan(connection.Summary) is LessonPlan lesson)
                _lessons.Write(lesson.Beneath(connection.Summary.MessageList.Count - 1));
        }

        if (connection.Summary.ServerHelloList.Count == 0 || _shown.ContainsKey(connection.Id) ||
            !_pending.TryAdd(connection.Id, connection.Summary)) return;
        _pendingSince.Enqueue((message.Position.Time.Nanoseconds, connection.Id));
    }

    /// <inheritdoc/>
    public void OnAlert(ConnectionView connection, AlertEntry alert)
    {
        if (!_steps) return;
        WriteRule(connection.Summary, alert.Position, RulesOf(connection.Id).Above(connection.Summary, alert));
        WriteStep(connection.Summary, alert.From, alert.Position, LadderWriter.Describe(connection.Summary, alert),
            alert.Level == 2 ? _options.Palette.Bad : _options.Palette.Faint);
        if (_options.Explain && RulesOf(connection.Id).Explanation(connection.Summary, alert) is string explanation)
            _lessons.Write(explanation);
    }

    /// <inheritdoc/>
    public void OnViolation(ConnectionView connection, ViolationEntry violation)
    {
        if (_steps)
            WriteStep(connection.Summary, violation.From, violation.Position, $"not read: {violation.Name}: {violation.Reason}",
                _options.Palette.Bad);
    }

    /// <inheritdoc/>
    public void OnHandshake(ConnectionView connection, StreamPosition position)
    {
        bool isFirst = !_shown.ContainsKey(connection.Id);
        Show(connection.Summary);
        if (isFirst) WriteClosing(connection.Summary);
    }

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret) => _options.Numbers?.Add(connection.Summary, secret);

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data) => _data.Write(connection.Summary, data);

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        string what = missing > 0 ? $"{missing} bytes were not captured" : MissingText.Records(connection.Summary.Transport);
        WriteGap(connection.Summary, from, what, position);
    }

    /// <inheritdoc/>
    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        WriteGap(connection.Summary, from, $"{missing} bytes of stream {stream} {MissingText.OfStream}", position);

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        WriteGap(connection.Summary, from, $"{bytes} bytes {MissingText.NotReadable(connection.Summary.Transport)}", position);

    private void WriteGap(ConnectionSummary connection, Sender from, string what, in StreamPosition position)
    {
        _data.End();
        _output.WriteLine($"{_options.Palette.Bad}  {connection.Id,6}  {_options.Glyphs.Speaker(from)}  packet {position.Packet}: " +
            $"{what}{_options.Palette.Reset}");
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        _data.End();
        _pending.Remove(connection.Id);
        _rules.Remove(connection.Id);
        bool isShown = _shown.Remove(connection.Id, out (int Messages, int Alerts) shown);
        if (!isShown) WriteClosing(connection);
        if (_steps) shown = (connection.MessageList.Count, connection.AlertList.Count);
        if (isShown || _steps) _writer.WriteEnd(connection, shown.Messages, shown.Alerts);
        else _writer.Write(connection);
        _options.Numbers?.Forget(connection);
        _output.WriteLine();
    }

    /// <summary>Time goes by.</summary>
    public void OnTime(CaptureTime now)
    {
        while (_pendingSince.TryPeek(out (long Since, long Id) oldest) && now.Nanoseconds - oldest.Since > PatienceNanoseconds)
        {
            _pendingSince.Dequeue();
            if (_pending.TryGetValue(oldest.Id, out ConnectionSummary? waiting)) Show(waiting);
        }
    }

    private void Show(ConnectionSummary connection)
    {
        _pending.Remove(connection.Id);
        if (!_shown.TryAdd(connection.Id, (connection.MessageList.Count, connection.AlertList.Count)) || _steps) return;
        _data.End();
        _writer.WriteHandshake(connection);
        _output.WriteLine();
    }

    private LadderRules RulesOf(long id)
    {
        if (!_rules.TryGetValue(id, out LadderRules? rules)) _rules.Add(id, rules = new LadderRules());
        return rules;
    }

    private void WriteRule(ConnectionSummary connection, in StreamPosition position, string? text)
    {
        if (text is null) return;
        _data.End();
        _output.WriteLine($"{_options.Palette.Faint}{position.Time} {connection.Id,6}  " +
            $"{LadderWriter.Rule(_options.Glyphs, text)}{_options.Palette.Reset}");
    }

    /// <summary>Which steps were seen. Where the handshake is a block, the block says so.</summary>
    private void WriteClosing(ConnectionSummary connection)
    {
        if (_steps && _lessons.Plan(connection) is LessonPlan lesson) _lessons.WriteClosing(lesson);
    }

    private void WriteStep(ConnectionSummary connection, Sender from, in StreamPosition position, string text, string colour)
    {
        _data.End();
        _output.WriteLine(
            $"{colour}{position.Time} {connection.Id,6}  {_options.Glyphs.SpeakerColumn(from)}  {text}{_options.Palette.Reset}");
    }
}
