namespace TlsDissect.Capture.Sources;

/// <summary>Converts messages of other libraries to a single line.</summary>
internal static class SingleLine
{
    /// <summary>Removes line breaks and the final period.</summary>
    public static string Of(string message) => message.ReplaceLineEndings(" ").TrimEnd(' ', '.');
}
