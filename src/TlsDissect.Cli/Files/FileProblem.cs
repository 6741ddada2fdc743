namespace TlsDissect.Cli.Files;

/// <summary>Says why a file cannot be read or written.</summary>
internal static class FileProblem
{
    /// <summary>The reason, to follow the file's name.</summary>
    /// <param name="e">The error of the file system.</param>
    /// <param name="what">How the message calls what does not exist.</param>
    public static string Of(Exception e, string what = "file") => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"no such {what}",
        UnauthorizedAccessException => "permission denied",
        _ => CommandLine.PathFirst(e.Message),
    };
}
