namespace TlsDissect.Cli.Scan;

/// <summary>The rows that are in the folder already, of captures as they were before they changed.</summary>
internal sealed class RowsFolder
{
    private readonly HashSet<string> _listed;
    private readonly ILookup<string, string> _files;

    /// <param name="options">The folder, and the format.</param>
    /// <param name="listed">All captures of the list: rows of one are not those of another with the same name below its folder.</param>
    public RowsFolder(ScanOptions options, IEnumerable<ScanItem> listed)
    {
        _listed = [.. listed.Select(options.PathOf)];
        _files = Directory.EnumerateFiles(options.Folder, $"*{options.Extension}")
            .Where(path => Path.GetFileName(path).Length == 2 * ScanItem.NameIdLength + options.Extension.Length)
            .ToLookup(path => Path.GetFileName(path)[..ScanItem.NameIdLength]);
    }

    /// <summary>The files of rows of a capture that has had another size or time since.</summary>
    public IEnumerable<string> Outdated(ScanItem item) => _files[item.NameId].Where(path => !_listed.Contains(path))
        .Where(path => RowsFile.Look(path)?.Capture == item.Name);
}
