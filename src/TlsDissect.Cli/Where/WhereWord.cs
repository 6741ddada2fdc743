namespace TlsDissect.Cli.Where;

/// <summary>A path or a value of an expression, and its place.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="Start">Index of its first character, its quote included.</param>
/// <param name="Length">Number of characters, quotes included.</param>
internal readonly record struct WhereWord(string Text, int Start, int Length);
