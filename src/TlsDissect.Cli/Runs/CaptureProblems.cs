namespace TlsDissect.Cli.Runs;

/// <summary>How a capture's own problems are said.</summary>
internal static class CaptureProblems
{
    /// <summary>The capture's name and what is wrong; failures name it themselves.</summary>
    public static string Line(string capture, string text) => text.StartsWith(capture, StringComparison.Ordinal) ? text : $"{capture}: {text}";
}
