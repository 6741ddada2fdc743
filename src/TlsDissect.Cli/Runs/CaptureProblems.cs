namespace TlsDissect.Cli.Runs;

/// <summary>Wording of a capture's own problems.</summary>
internal static class CaptureProblems
{
    /// <summary>The capture's name and the problem. Failures contain the name already.</summary>
    public static string Line(string capture, string text) =>
        text.StartsWith(capture, StringComparison.Ordinal) ? text : $"{capture}: {text}";
}
