namespace TlsDissect.Output.Text.Lessons;

/// <summary>The closing line: which steps were seen, and why the others were not.</summary>
internal static class LessonClosing
{
    /// <param name="facts">Of the connection.</param>
    /// <param name="lesson">Its steps.</param>
    /// <param name="places">For each step, the index of its message; negative if it was not seen.</param>
    public static LessonText Of(LessonFacts facts, Lesson lesson, int[] places)
    {
        int[] seen = [.. Enumerable.Range(1, places.Length).Where(number => places[number - 1] >= 0)];
        string name = lesson.Name(facts);
        string of = lesson.IsComplete ? $" of {places.Length}" : "";
        string heading = $"{char.ToUpperInvariant(name[0])}{name[1..]}: " + seen.Length switch
        {
            0 => "no step was seen",
            int count when count == places.Length && lesson.IsComplete => $"all {count} steps were seen",
            1 => $"step {seen[0]}{of} was seen",
            _ => $"steps {Ranges(seen)}{of} were seen",
        };
        string mutual = facts.Connection.MutualAuthentication == true
            ? "Mutual authentication: the client proved itself with a certificate, too."
            : "";
        bool isAll = lesson.IsComplete && seen.Length == places.Length;
        string text = !lesson.IsComplete ? WhatDecides(facts) : isAll ? lesson.Closing : Missing(facts, places);
        string readable = isAll && facts.IsNullCipher ? "A MAC protects the data, and nothing encrypts it." : "";
        string[] parts = [text, readable, Repeated(facts.Connection), Updated(facts.Connection), mutual];
        return new LessonText(heading, string.Join(' ', parts.Where(part => part.Length > 0)), []);
    }

    private static string Repeated(ConnectionSummary connection) => connection switch
    {
        { Dtls.Retransmitted: > 0 } => "Messages were sent again: DTLS repeats what is not answered in time.",
        { Quic.Retransmitted: > 0 } => "Messages were sent again: QUIC repeats what is not acknowledged.",
        _ => "",
    };

    private static string Updated(ConnectionSummary connection) => connection.Quic is { ClientKeyUpdates: > 0 } or { ServerKeyUpdates: > 0 }
        ? "Keys were updated since. QUIC has no message for that: a bit in the packets' headers tells it."
        : "";

    /// <summary>Numbers in words: <c>1 to 3, 5 and 7</c>.</summary>
    internal static string Ranges(IReadOnlyList<int> numbers)
    {
        List<string> parts = [];
        for (int first = 0, next; first < numbers.Count; first = next)
        {
            next = first + 1;
            while (next < numbers.Count && numbers[next] == numbers[next - 1] + 1) next++;
            // Two in a row are named apart: "4 and 5".
            if (next - first == 2) next--;
            parts.Add(next - first == 1 ? $"{numbers[first]}" : $"{numbers[first]} to {numbers[next - 1]}");
        }

        return parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    /// <summary>Steps that a later one follows are lost from the capture; for the last ones there are more reasons.</summary>
    private static string Missing(LessonFacts facts, int[] places)
    {
        int last = Array.FindLastIndex(places, place => place >= 0);
        int[] lost = [.. Enumerable.Range(1, last + 1).Where(number => places[number - 1] < 0)];
        int[] rest = [.. Enumerable.Range(last + 2, places.Length - last - 1)];
        string? why = WhyNotToTheEnd(facts);
        if (why is null) (lost, rest) = ([.. lost, .. rest], []);
        string[] sentences = [Sentence(lost, "missing: not in the capture"), Sentence(rest, why ?? "")];
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    /// <summary>Why the last steps were not seen; <c>null</c> if they are not in the capture.</summary>
    private static string? WhyNotToTheEnd(LessonFacts facts) => facts switch
    {
        { IsUnderWay: true } => "still to come",
        { IsFinishedWrong: true } => "missing: a Finished does not match the captured messages",
        { Connection.Outcome.Result: OutcomeResult.Refused } => "missing: the handshake was refused",
        { Connection.Outcome: { Result: OutcomeResult.Aborted, By: not null } } => "missing: the connection ended first",
        { IsHidden: true } => $"hidden: {facts.NameOfTls13} encrypts this part, and no key decrypts it",
        _ => null,
    };

    private static string Sentence(int[] numbers, string why) => numbers.Length switch
    {
        0 => "",
        1 => $"Step {numbers[0]} is {why}.",
        _ => $"Steps {Ranges(numbers)} are {why}.",
    };

    private static string WhatDecides(LessonFacts facts) => facts switch
    {
        { Hello: not null } => "The other steps depend on the cipher suite, which is unknown.",
        { Connection.Outcome.Result: OutcomeResult.Refused } =>
            "The other steps depend on the server's choice, and the handshake was refused.",
        { Connection.Outcome: { Result: OutcomeResult.Aborted, By: not null } } =>
            "The other steps depend on the server's choice, and the connection ended first.",
        { IsUnderWay: true } => "The other steps depend on the server's choice.",
        _ => "The other steps depend on the server's choice, which the capture does not contain.",
    };
}
