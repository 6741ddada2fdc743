using System.IO.Enumeration;

namespace TlsDissect.Cli.Where;

/// <summary>A pattern: <c>*</c> is any text, <c>?</c> any character. Letters match in both cases.</summary>
/// <param name="text">The pattern. A backslash is an ordinary character.</param>
internal sealed class WherePattern(string text)
{
    private readonly string _escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal);

    /// <summary>Whether a whole text matches.</summary>
    public bool Matches(string candidate) =>
        // .NET matches an empty text with nothing.
        candidate.Length == 0 ? _escaped.All(character => character == '*') : FileSystemName.MatchesSimpleExpression(_escaped, candidate);
}
