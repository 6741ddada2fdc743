namespace TlsDissect.Capture.Sources;

/// <summary>Messages of other libraries, made fit for a line of ours.</summary>
internal static class SingleLine
{
    /// <summary>Without line breaks and without the full stop at the end.</summary>
    public static string Of(string message) => message.ReplaceLineEndings(" ").TrimEnd(' ', '.');
}
