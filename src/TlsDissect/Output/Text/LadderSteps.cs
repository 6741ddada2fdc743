using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>One line of a ladder: a message, an alert, or all records of a side's handshake that stay encrypted.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Text">What it is, on one line. Text from the wire is escaped.</param>
/// <param name="Rule">The rule above it, or <c>null</c>.</param>
internal sealed record LadderStep(Sender From, string Text, string? Rule)
{
    /// <summary>The message, if it is one.</summary>
    public MessageEntry? Message { get; init; }

    /// <summary>The alert, if it is one.</summary>
    public AlertEntry? Alert { get; init; }

    /// <summary>What an alert means, if that was not told just before.</summary>
    public string? Explanation { get; init; }

    /// <summary>Index in the connection's messages or alerts.</summary>
    public int Index { get; init; }

    /// <summary>Where it is; <c>null</c> for several packets.</summary>
    public StreamPosition? Position => Message?.Position ?? Alert?.Position;
}

/// <summary>The lines of a connection's ladder in order: alerts between the messages by their packets.</summary>
internal static class LadderSteps
{
    /// <summary>All lines of a connection as far as it has come.</summary>
    public static IEnumerable<LadderStep> Of(ConnectionSummary connection, AdviceWording wording)
    {
        LadderRules rules = new();
        HiddenFlightText hidden = new(connection, wording);
        int alerts = 0;
        for (int messages = 0; messages < connection.MessageList.Count; messages++)
        {
            MessageEntry entry = connection.MessageList[messages];
            for (; alerts < connection.AlertList.Count && connection.AlertList[alerts].Position.Packet < entry.Position.Packet; alerts++)
                yield return OfAlert(connection, alerts, rules);
            yield return new LadderStep(entry.From, LadderWriter.Describe(connection, entry), rules.Above(connection, entry))
            {
                Message = entry,
                Index = messages,
            };
            foreach (LadderStep step in OfHidden(hidden, messages, rules)) yield return step;
        }

        for (; alerts < connection.AlertList.Count; alerts++) yield return OfAlert(connection, alerts, rules);
        foreach (LadderStep step in OfHidden(hidden, HiddenFlightText.AtEnd, rules)) yield return step;
    }

    private static LadderStep OfAlert(ConnectionSummary connection, int index, LadderRules rules)
    {
        AlertEntry alert = connection.AlertList[index];
        return new LadderStep(alert.From, LadderWriter.Describe(connection, alert), rules.Above(connection, alert))
        {
            Alert = alert,
            Explanation = rules.Explanation(connection, alert),
            Index = index,
        };
    }

    /// <summary>The hidden records that come after a message.</summary>
    private static IEnumerable<LadderStep> OfHidden(HiddenFlightText hidden, int after, LadderRules rules)
    {
        foreach (Sender from in (Sender[])[Sender.Server, Sender.Client])
        {
            if (hidden.PlaceOf(from) == after)
                yield return new LadderStep(from, hidden.Of(from), rules.Above(hidden.Connection, from));
        }
    }
}
