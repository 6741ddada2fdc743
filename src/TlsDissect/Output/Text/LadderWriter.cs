using System.Globalization;
using TlsDissect.Messages;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

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

    /// <param name="connection">Whose.</param>
    /// <param name="shownMessages">Messages that were written before.</param>
    /// <param name="shownAlerts">Alerts that were written before.</param>
    public void Write(ConnectionSummary connection, int shownMessages = 0, int shownAlerts = 0)
    {
        if (connection.MessageList.Count + connection.AlertList.Count == shownMessages + shownAlerts) return;
        output.WriteLine();
        output.WriteLine($"  {_palette.Faint}packet        time{_palette.Reset}");
        string? explained = null;
        int alerts = shownAlerts;
        foreach (MessageEntry entry in connection.MessageList.Skip(shownMessages))
        {
            for (; alerts < connection.AlertList.Count && connection.AlertList[alerts].Position.Packet < entry.Position.Packet; alerts++)
                WriteAlert(connection, connection.AlertList[alerts], ref explained);
            WriteMessage(connection, entry);
            if (options.Explain) Explain(HandshakeExplanations.Of(connection, entry), ref explained);
        }

        foreach (AlertEntry alert in connection.AlertList.Skip(alerts)) WriteAlert(connection, alert, ref explained);
        output.WriteLine();
    }

    /// <summary>A message's name and what a person looks for in it, on one line.</summary>
    public static string Describe(ConnectionSummary connection, MessageEntry entry)
    {
        string name = entry.Protected && entry.Name != HandshakeNames.Encrypted ? $"{entry.Name} ({Protection(connection)})" : entry.Name;
        string fields = MessageFields.Of(connection, entry);
        return fields.Length > 0 ? $"{name}: {fields}" : name;
    }

    /// <summary>An alert on one line.</summary>
    public static string Describe(ConnectionSummary connection, AlertEntry alert)
    {
        string level = alert.Level switch { 1 => "warning", 2 => "fatal", _ => $"level {alert.Level}" };
        return $"{(alert.Protected ? $"alert ({Protection(connection)})" : "alert")}: {level}, {alert.Description.RegisteredName()}";
    }

    /// <summary>How a message under keys is protected, in a word or two.</summary>
    private static string Protection(ConnectionSummary connection) => connection.IntegrityVerified switch
    {
        null => "encrypted",
        true => "authenticated, not encrypted",
        false => "not authenticated, not encrypted",
    };

    /// <summary>One line about a record or message that was not read.</summary>
    public static string Describe(ViolationEntry violation) =>
        $"packet {violation.Position.Packet}, from the {JsonNames.Of(violation.From)}: {violation.Name} of {Plural.Of(violation.Length, "byte")}: {violation.Reason}";

    /// <summary>The colour of a message: whose it is, or that it is wrong.</summary>
    public static string Colour(TextPalette palette, MessageEntry entry) =>
        entry.Malformed is not null || entry.Verified == false ? palette.Bad : entry.From == Sender.Client ? palette.Client : palette.Server;

    private void WriteMessage(ConnectionSummary connection, MessageEntry entry) =>
        WriteStep(connection, entry.From, entry.Position, Describe(connection, entry), Colour(_palette, entry));

    private void WriteAlert(ConnectionSummary connection, AlertEntry alert, ref string? explained)
    {
        WriteStep(connection, alert.From, alert.Position, Describe(connection, alert), alert.Level == 2 ? _palette.Bad : _palette.Faint);
        if (options.Explain) Explain(AlertExplanations.Of(connection, alert), ref explained);
    }

    /// <summary>Not twice in a row.</summary>
    private void Explain(string? explanation, ref string? explained)
    {
        if (explanation is null || explanation == explained) return;
        explained = explanation;
        WriteExplanation(explanation);
    }

    private void WriteStep(ConnectionSummary connection, Sender from, in StreamPosition position, string text, string colour)
    {
        string before = $"  {position.Packet,6} {Offset(connection, position.Time),11}  {DirectionArrows.Column(from)}  ";
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
