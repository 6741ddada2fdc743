namespace TlsDissect.GoldenTests.Running;

/// <summary>Shows where two texts differ, with the lines around it.</summary>
internal static class TextDifference
{
    private const int Before = 3;
    private const int After = 8;

    public static string Of(string[] expected, string[] actual)
    {
        int at = 0;
        while (at < expected.Length && at < actual.Length && expected[at] == actual[at]) at++;
        int from = Math.Max(0, at - Before);
        return $"from line {at + 1} on; expected\n{Part(expected, from, at)}\nactual\n{Part(actual, from, at)}";
    }

    private static string Part(string[] lines, int from, int at) =>
        string.Join('\n', lines.Skip(from).Take(at - from + After).Select((line, i) => $"  {(from + i >= at ? '>' : ' ')} {line}"));
}
