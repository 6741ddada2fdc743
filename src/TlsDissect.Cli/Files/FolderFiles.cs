namespace TlsDissect.Cli.Files;

/// <summary>Finds the files in a folder and below it.</summary>
internal sealed class FolderFiles
{
    /// <summary>Receives a folder that cannot be read, and the error. By default it is named on standard error, and skipped.</summary>
    public Action<string, Exception> OnUnreadable { get; init; } =
        (folder, e) => CommandLine.Complain($"{folder}: {FileProblem.Of(e, "folder")}; skipped");

    /// <summary>Tells the folders to skip.</summary>
    public Predicate<string> IsSkipped { get; init; } = _ => false;

    /// <summary>
    /// The files in name order, which is the same everywhere. Skips hidden files and folders, and links to folders, which may form a cycle.
    /// </summary>
    public IEnumerable<FolderFile> In(string folder)
    {
        Stack<(FileSystemInfo Entry, FolderFile Place)> rest = new([(new DirectoryInfo(folder), new FolderFile(folder, ""))]);
        while (rest.TryPop(out (FileSystemInfo Entry, FolderFile Place) next))
        {
            if (next.Entry is not DirectoryInfo inner) yield return next.Place;
            else if (!IsSkipped(next.Place.Path)) Push(rest, inner, next.Place);
        }
    }

    /// <summary>Pushes the entries of a folder, the last one first.</summary>
    private void Push(Stack<(FileSystemInfo Entry, FolderFile Place)> rest, DirectoryInfo folder, in FolderFile place)
    {
        foreach (FileSystemInfo entry in Entries(folder, place.Path).OrderByDescending(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry is DirectoryInfo { LinkTarget: not null }) continue;
            string name = place.Name.Length == 0 ? entry.Name : $"{place.Name}/{entry.Name}";
            rest.Push((entry, new FolderFile(Path.Combine(place.Path, entry.Name), name)));
        }
    }

    private FileSystemInfo[] Entries(DirectoryInfo folder, string path)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            OnUnreadable(path, e);
            return [];
        }
    }
}
