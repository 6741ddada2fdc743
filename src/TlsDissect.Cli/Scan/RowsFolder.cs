using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Scan;

/// <summary>The rows that are in the folder already, of captures as they were before they changed.</summary>
internal sealed class RowsFolder
{
    private readonly HashSet<string> _listed;
    private readonly ILookup<string, string> _files;

    /// <param name="options">The folder, and the format.</param>
    /// <param name="listed">All captures of the list: their rows are not outdated.</param>
    public RowsFolder(ScanOptions options, IEnumerable<ScanItem> listed)
    {
        _listed = [.. listed.Select(options.PathOf)];
        _files = Directory.EnumerateFiles(options.Folder, $"*{options.Extension}")
            .Where(path => Path.GetFileName(path).Length == 2 * ScanItem.NameIdLength + options.Extension.Length)
            .ToLookup(path => Path.GetFileName(path)[..ScanItem.NameIdLength]);
    }

    /// <summary>
    /// The files of rows of a capture that has had another size or time since. Another one of the same name below another folder is not
    /// meant.
    /// </summary>
    public IEnumerable<string> Outdated(ScanItem item) => item.Size == 0
        ? []
        : _files[item.NameId].Where(path => !_listed.Contains(path)).Where(path => IsOf(path, item));

    private static bool IsOf(string path, ScanItem item)
    {
        try
        {
            return RowsFile.Look(path) is { } rows && rows.Capture == item.Name && rows.Path == InputFiles.WithoutLinks(item.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another task has removed it, or it is someone else's.
            return false;
        }
    }
}
