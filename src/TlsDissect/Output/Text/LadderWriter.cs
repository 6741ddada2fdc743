using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text.Lessons;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// The handshake as a ladder: a line for each message and alert. A rule marks where a side's protection begins. What the step achieves, and
/// all its fields, follow if they are wanted.
/// </summary>
internal sealed class LadderWriter(TextWriter output, TextOptions options)
{
    private const int NarrowestDetail = 20;

    private readonly TextPalette _palette = options.Palette;
    private readonly LadderLayout _layout = new(options);
    private readonly LessonWriter _lessons = new(output, options);

    /// <summary>Writes the ladder, or the part of it that was not written before.</summary>
    /// <param name="connection">Its connection.</param>
    /// <param name="shownMessages">Number of messages that were written before.</param>
    /// <param name="shownAlerts">Number of alerts that were written before.</param>
    public void Write(ConnectionSummary connection, int shownMessages = 0, int shownAlerts = 0)
    {
        int steps = connection.MessageList.Count + connection.AlertList.Count;
        if (steps == shownMessages + shownAlerts && !HiddenFlightText.Has(connection)) return;
        output.WriteLine();
        output.WriteLine($"{_palette.Faint}{_layout.Header}{_palette.Reset}");
        LessonPlan? lesson = _lessons.Plan(connection);
        foreach (LadderStep step in LadderSteps.Of(connection, options.Wording))
        {
            if (step.Message is not null) WriteMessage(connection, step, lesson, isShown: step.Index < shownMessages);
            else if (step.Alert is not null) WriteAlert(connection, step, isShown: step.Index < shownAlerts);
            else WriteHidden(step);
        }

        if (lesson?.HasStepsFrom(shownMessages) == true) _lessons.WriteClosing(lesson);
    }

    /// <summary>A message's name and its most important fields, on one line.</summary>
    public static string Describe(ConnectionSummary connection, MessageEntry entry)
    {
        string fields = MessageFields.Of(connection, entry);
        return fields.Length > 0 ? $"{entry.Name}: {fields}" : entry.Name;
    }

    /// <summary>An alert and its meaning, on one line.</summary>
    public static string Describe(ConnectionSummary connection, AlertEntry alert)
    {
        string level = alert.Level switch { 1 => "warning", 2 => "fatal", _ => $"level {alert.Level}" };
        string meaning = Enum.IsDefined(alert.Description) ? $": {connection.MeaningOf(alert)}" : "";
        return $"alert: {level}, {alert.Description.RegisteredName()}{meaning}";
    }

    /// <summary>One line about a record or message that was not read.</summary>
    public static string Describe(ViolationEntry violation) =>
        $"packet {violation.Position.Packet}, from the {JsonNames.Of(violation.From)}: {violation.Name} of " +
            $"{Plural.Of(violation.Length, "byte")}: {violation.Reason}";

    /// <summary>The colour of a message: its sender's, or that of errors.</summary>
    public static string Colour(TextPalette palette, MessageEntry entry) =>
        entry.Malformed is not null || entry.Verified == false
            ? palette.Bad
            : entry.From == Sender.Client ? palette.Client : palette.Server;

    /// <summary>The text of a rule.</summary>
    public static string Rule(TextGlyphs glyphs, string text) => $"{glyphs.RuleOf(2)} {text} {glyphs.RuleOf(2)}";

    private void WriteMessage(ConnectionSummary connection, LadderStep step, LessonPlan? lesson, bool isShown)
    {
        if (isShown) return;
        WriteStep(connection, step, Colour(_palette, step.Message!));
        if (options.Verbose) WriteFields(step.Message!, connection.Transport);
        if (lesson is not null) _lessons.Write(lesson.Beneath(step.Index));
    }

    private void WriteAlert(ConnectionSummary connection, LadderStep step, bool isShown)
    {
        if (isShown) return;
        AlertEntry alert = step.Alert!;
        WriteStep(connection, step, alert.Level == 2 ? _palette.Bad : _palette.Faint);
        if (options.Verbose) WriteDetail(0, $"description: {alert.Description.RegisteredName()} ({(byte)alert.Description})");
        if (options.Explain && step.Explanation is string explanation) _lessons.Write(explanation);
    }

    /// <summary>The line of hidden records.</summary>
    private void WriteHidden(LadderStep step)
    {
        WriteRule(step.Rule);
        WriteLines(_layout.Before(step.From), step.Text, step.From == Sender.Client ? _palette.Client : _palette.Server);
    }

    private void WriteRule(string? text)
    {
        if (text is null) return;
        output.WriteLine($"{_palette.Faint}{new string(' ', _layout.SenderColumn)}{Rule(options.Glyphs, text)}{_palette.Reset}");
    }

    private void WriteStep(ConnectionSummary connection, LadderStep step, string colour)
    {
        WriteRule(step.Rule);
        WriteLines(_layout.Before(connection, step.From, step.Position!.Value), step.Text, colour);
    }

    private void WriteLines(string before, string text, string colour)
    {
        foreach (string line in TextWrap.Lines(text, _layout.TextWidth(before.Length)))
        {
            output.WriteLine($"{colour}{before}{line}{_palette.Reset}");
            before = new string(' ', _layout.HangingColumn);
        }
    }

    /// <summary>The tree of a message's fields, and what a hello tells beside them.</summary>
    private void WriteFields(MessageEntry entry, TransportKind transport)
    {
        WriteDetail(0, $"length: {Plural.Of(entry.Length, "byte")}");
        if (entry.ReadFields() is MessageField fields)
        {
            foreach ((int indent, string text) in new FieldTreeText(_layout.DetailWidth).Of(fields)) WriteDetail(indent, text);
        }

        foreach ((string name, string value) in HelloDetails.Of(entry.Message, transport)) WriteDetail(0, $"{name}: {value}");
        if (entry.InnerHello is not ClientHello inner) return;
        WriteDetail(0, $"inner random: {HelloDetails.Hex(inner.Random)}");
        foreach ((string name, string value) in HelloDetails.Of(inner, transport)) WriteDetail(0, $"inner {name}: {value}");
    }

    /// <summary>Writes a line below a step. What does not fit goes on below it, further in.</summary>
    private void WriteDetail(int indent, string text)
    {
        const int Hanging = 4;
        int width = _layout.DetailWidth == 0 ? 0 : Math.Max(_layout.DetailWidth - indent, NarrowestDetail);
        string before = new(' ', _layout.DetailColumn + indent);
        string first = TextWrap.Lines(text, width).First();
        output.WriteLine($"{_palette.Faint}{before}{first}{_palette.Reset}");
        if (first.Length == text.Length) return;
        foreach (string line in TextWrap.Lines(text[first.Length..].TrimStart(), Math.Max(width - Hanging, NarrowestDetail)))
            output.WriteLine($"{_palette.Faint}{before}{new string(' ', Hanging)}{line}{_palette.Reset}");
    }
}
