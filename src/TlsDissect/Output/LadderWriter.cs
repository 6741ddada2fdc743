using System.Globalization;
using TlsDissect.Connections;
using TlsDissect.Handshake;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Output;

/// <summary>
/// The handshake as a ladder: a line a message or alert, with packet, time since the connection's start, direction and what a person looks for; beneath
/// it, where that is wanted, what the step achieves.
/// </summary>
internal sealed class LadderWriter(TextWriter output, TextOptions options)
{
    /// <summary>Explanations are for reading: lines longer than this are not.</summary>
    private const int WidestExplanation = 100;
    private const int NarrowestColumn = 30;
    private const int ExplanationIndent = 27;

    /// <summary>Where a step's further lines start: a little to the right of its first.</summary>
    private const int FieldsColumn = 43;

    private readonly TextPalette _palette = options.Palette;

    public void Write(ConnectionSummary connection)
    {
        if (connection.Messages.Count + connection.Alerts.Count == 0) return;
        output.WriteLine();
        output.WriteLine($"  {_palette.Faint}packet        time{_palette.Reset}");
        string? explained = null;
        int alerts = 0;
        foreach (MessageEntry entry in connection.Messages)
        {
            for (; alerts < connection.Alerts.Count && connection.Alerts[alerts].Position.Packet < entry.Position.Packet; alerts++)
                WriteAlert(connection, connection.Alerts[alerts]);
            WriteMessage(connection, entry);
            if (!options.Explain || HandshakeExplanations.Of(connection, entry) is not string explanation || explanation == explained) continue;
            explained = explanation;
            WriteExplanation(explanation);
        }

        foreach (AlertEntry alert in connection.Alerts.Skip(alerts)) WriteAlert(connection, alert);
        output.WriteLine();
    }

    private void WriteMessage(ConnectionSummary connection, MessageEntry entry)
    {
        string name = entry.Protected && entry.Name != HandshakeNames.Encrypted ? $"{entry.Name} (encrypted)" : entry.Name;
        string fields = MessageFields.Of(connection, entry);
        bool isWrong = entry.Malformed is not null || entry.Verified == false;
        string colour = isWrong ? _palette.Bad : entry.From == Sender.Client ? _palette.Client : _palette.Server;
        WriteStep(connection, entry.From, entry.Position, fields.Length > 0 ? $"{name}: {fields}" : name, colour);
    }

    private void WriteAlert(ConnectionSummary connection, AlertEntry alert)
    {
        string level = alert.Level switch { 1 => "warning", 2 => "fatal", _ => $"level {alert.Level}" };
        string name = alert.Protected ? "alert (encrypted)" : "alert";
        WriteStep(connection, alert.From, alert.Position, $"{name}: {level}, {alert.Description.RegisteredName()}", alert.Level == 2 ? _palette.Bad : _palette.Faint);
    }

    private void WriteStep(ConnectionSummary connection, Sender from, in StreamPosition position, string text, string colour)
    {
        string before = $"  {position.Packet,6} {Offset(connection, position.Time),11}  {DirectionMarks.Column(from)}  ";
        foreach (string line in TextWrap.Lines(text, options.Width > 0 ? Math.Max(options.Width - FieldsColumn, NarrowestColumn) : 0))
        {
            output.WriteLine($"{colour}{before}{line}{_palette.Reset}");
            before = new string(' ', FieldsColumn);
        }
    }

    private void WriteExplanation(string explanation)
    {
        int width = Math.Min(options.Width > 0 ? options.Width - ExplanationIndent : WidestExplanation, WidestExplanation);
        foreach (string line in TextWrap.Lines(explanation, Math.Max(width, NarrowestColumn)))
            output.WriteLine($"{_palette.Faint}{new string(' ', ExplanationIndent - 2)}│ {line}{_palette.Reset}");
    }

    private static string Offset(ConnectionSummary connection, CaptureTime time)
    {
        long nanoseconds = time.NanosecondsSince(connection.First.Time);
        return (nanoseconds < 0 ? "-" : "+") + (Math.Abs(nanoseconds) / 1e9).ToString("0.000000", CultureInfo.InvariantCulture);
    }
}
