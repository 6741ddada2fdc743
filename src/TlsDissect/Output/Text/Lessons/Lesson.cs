namespace TlsDissect.Output.Text.Lessons;

/// <summary>The numbered steps of one kind of handshake.</summary>
/// <param name="Name">The kind, for the closing line.</param>
/// <param name="Steps">In the order in which they happen.</param>
/// <param name="Closing">A sentence that sums up a handshake whose steps were all seen, if the last step does not say it; else empty.
/// </param>
internal sealed record Lesson(Func<LessonFacts, string> Name, LessonStep[] Steps, string Closing)
{
    /// <summary>Whether these are all steps. <c>false</c> while the cipher suite, which decides on them, is not known.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>One numbered step.</summary>
/// <param name="Name">A few words: the step's heading.</param>
/// <param name="At">Index of the message beneath which it is told; negative if that message was not seen.</param>
/// <param name="Text">One to three sentences.</param>
internal sealed record LessonStep(string Name, Func<LessonFacts, int> At, Func<LessonFacts, string> Text)
{
    /// <summary>
    /// Whether it happened, if its message was seen. A step without a message of its own is told beneath the message that makes it
    /// possible; later messages show that it was taken.
    /// </summary>
    public Func<LessonFacts, bool> Happened { get; init; } = static _ => true;

    /// <summary>The numbers that verbose text shows being mixed in this step.</summary>
    public Numbers Numbers { get; init; }

    /// <summary>Another heading where the usual one would not be true; <c>null</c> for the usual one.</summary>
    public Func<LessonFacts, string?> Instead { get; init; } = static _ => null;
}
