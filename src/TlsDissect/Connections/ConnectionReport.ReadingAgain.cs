namespace TlsDissect.Connections;

/// <content>
/// Messages of DTLS that are read again, several times until the right ones are found. The sink is told only the differences, once.
/// </content>
internal sealed partial class ConnectionReport
{
    /// <summary>The lists before the messages are read again; <c>null</c> if they are not.</summary>
    private Before? _again;

    private sealed record Before(List<MessageEntry> Messages, List<ViolationEntry> Violations);

    /// <summary>Whether the sink is told events as they are read.</summary>
    private bool IsTold => Replayed is null && _again is null;

    public void BeginReadAgain()
    {
        _again ??= new Before([.. Summary.MessageList], [.. Summary.ViolationList ?? []]);
        ForgetHellos();
        Summary.MessageList.RemoveAll(entry => !entry.Protected);
        // What the messages read in between contradict does not count.
        if (Summary.ViolationList is not List<ViolationEntry> violations) return;
        violations.Clear();
        violations.AddRange(_again.Violations);
    }

    /// <summary>Ends reading messages again: those that are not on the list any more are violations.</summary>
    public void EndReadAgain(string why)
    {
        if (_again is not var (messages, violations)) return;
        _again = null;
        MoveProtectedBehind(Summary.MessageList);
        HashSet<object> listed = [.. Summary.MessageList.Select(Key)];
        HashSet<object> before = [.. messages.Select(KeyOfReading)];
        ViolationEntry[] others = [.. (Summary.ViolationList ?? []).Except(violations)];
        foreach (ViolationEntry violation in others) _context.Sink.OnViolation(View, violation);
        foreach (MessageEntry entry in messages)
        {
            if (entry.Protected || listed.Contains(Key(entry))) continue;
            if (Summary.ViolationList?.Exists(each => IsOf(each, entry.From, entry.Name, entry.Position, entry.Length)) == true) continue;
            OnViolation(new ViolationEntry(entry.From, entry.Name, entry.Length, entry.Position, why));
        }

        foreach (MessageEntry entry in Summary.MessageList)
        {
            if (!before.Contains(KeyOfReading(entry))) _context.Sink.OnMessage(View, IsFinal(entry) ? entry : entry with { });
        }
    }

    /// <summary>What a message has in common with the same one read again.</summary>
    private static object Key(MessageEntry entry) => (entry.From, entry.Name, entry.Length, entry.Position);

    /// <summary>What it has in common if it was also read in the same way. With another hello it may be malformed.</summary>
    private static object KeyOfReading(MessageEntry entry) => (Key(entry), entry.Malformed);

    /// <summary>Those that were read again were sent before those under keys, which stayed.</summary>
    private static void MoveProtectedBehind(List<MessageEntry> entries)
    {
        MessageEntry[] ordered = [.. entries.OrderBy(entry => entry.Protected)];
        entries.Clear();
        entries.AddRange(ordered);
    }
}
