namespace TlsDissect.Cli.Files;

/// <summary>Size and time of a regular file, or of the one that a link leads to.</summary>
/// <param name="Size">In bytes; 0 if the file does not exist.</param>
/// <param name="Modified">When it was written last, in UTC; the earliest time if the file does not exist.</param>
internal readonly record struct FileState(long Size, DateTime Modified)
{
    /// <summary>Whether there is a file.</summary>
    public bool Exists => this != default;

    /// <summary>Looks at a file. A link that leads nowhere counts as a file that does not exist.</summary>
    public static FileState Of(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            return file.Exists ? new FileState(file.Length, file.LastWriteTimeUtc) : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
