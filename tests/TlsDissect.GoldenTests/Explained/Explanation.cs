using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Explained;

/// <summary>What <c>read --explain</c> says of one connection.</summary>
/// <param name="Steps">The numbers of the steps in the order told, with the number of all: <c>1 2 3 of 9</c>.</param>
/// <param name="Closing">The closing line's first line.</param>
/// <param name="Text">The whole block, without line breaks and the explanation column.</param>
internal sealed partial record Explanation(string Steps, string Closing, string Text)
{
    /// <summary>One for each connection of a case.</summary>
    /// <param name="of">The case.</param>
    /// <param name="options">More options.</param>
    public static Explanation[] Read(CaptureCase of, params string[] options) =>
        [.. InProcess.Read(of, ["--explain", .. options]).Text.Split("\n\nConnection ").Select(Of)];

    private static Explanation Of(string block)
    {
        string[] column =
            [.. block.Split('\n').Where(line => line.Contains('│', StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf('│') + 2)..])];
        Match[] steps = [.. column.Select(line => Step().Match(line)).Where(match => match.Success)];
        string of = steps.Length > 0 ? steps[^1].Groups["of"].Value : "";
        return new Explanation(
            $"{string.Join(' ', steps.Select(match => match.Groups["number"].Value))}{(of.Length > 0 ? $" of {of}" : "")}",
            column.LastOrDefault(line => Seen().IsMatch(line)) ?? "",
            string.Join(' ', column));
    }

    [GeneratedRegex(@"^Step (?<number>\d+)( of (?<of>\d+))?: ")]
    private static partial Regex Step();

    [GeneratedRegex(@"^.*: (all \d+ steps were|steps? [\d, to and]+( of \d+)? (was|were)|no step was) seen$")]
    private static partial Regex Seen();
}
