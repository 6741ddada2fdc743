namespace TlsDissect.Output.Text.Lessons;

/// <summary>A text beneath a message.</summary>
/// <param name="Heading">A line of its own; <c>null</c> for none.</param>
/// <param name="Text">Sentences.</param>
/// <param name="Numbers">The numbers that take part; empty unless they are wanted.</param>
internal sealed record LessonText(string? Heading, string Text, IReadOnlyList<NumberLine> Numbers);

/// <summary>A number that takes part in a step.</summary>
/// <param name="Name">Its name in the RFC.</param>
/// <param name="Value">How it is computed, its length, or the number itself in hexadecimal.</param>
internal readonly record struct NumberLine(string Name, string Value);
