namespace TlsDissect.Capture.Tests.Making;

/// <summary>Which files this process has open.</summary>
internal static class OpenFiles
{
    /// <summary>Whether a file is open, as Linux tells.</summary>
    public static bool Has(string path) => Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(link => TargetOf(link) == path);

    private static string? TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null; // closed meanwhile
        }
    }
}
