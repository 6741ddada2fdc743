using TlsDissect.Capture;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Files;

/// <summary>Replaces folders among the captures to read by the captures in them, in name order, which is the same everywhere.</summary>
internal static class CaptureFolders
{
    /// <summary>Limit on the files that are named when they are not captures. Further ones are only counted.</summary>
    private const int MaxNamed = 10;

    /// <summary>The files to read, in order.</summary>
    /// <param name="paths">As given. A file that is given by name is always kept.</param>
    /// <param name="recursive">Whether folders may be read.</param>
    /// <exception cref="UsageException">A folder was given without <c>--recursive</c>.</exception>
    public static string[] Expand(string[] paths, bool recursive)
    {
        if (!paths.Any(Directory.Exists)) return paths;
        List<string> files = [];
        int skipped = 0;
        foreach (string path in paths)
        {
            if (!Directory.Exists(path)) files.Add(path);
            else if (!recursive) throw new UsageException($"{path}: is a folder; --recursive reads the captures in it");
            else AddFolder(new DirectoryInfo(path), path, files, ref skipped);
        }

        if (skipped > MaxNamed) CommandLine.Complain($"{skipped - MaxNamed} more files are not captures; skipped");
        if (files.Count == 0) throw new UsageException($"{paths[0]}: contains no captures");
        return [.. files];
    }

    /// <summary>Skips hidden files, and links to folders, which may form a cycle.</summary>
    private static void AddFolder(DirectoryInfo folder, string shown, List<string> files, ref int skipped)
    {
        FileSystemInfo[] entries = Entries(folder, shown);
        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (entry.Name.StartsWith('.')) continue;
            string path = Path.Combine(shown, entry.Name);
            if (entry is DirectoryInfo inner)
            {
                if (inner.LinkTarget is null) AddFolder(inner, path, files, ref skipped);
            }
            else if (IsCapture(path, out string? problem))
            {
                files.Add(path);
            }
            else if (++skipped <= MaxNamed)
            {
                CommandLine.Complain($"{problem}; skipped");
            }
        }
    }

    private static FileSystemInfo[] Entries(DirectoryInfo folder, string shown)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (UnauthorizedAccessException)
        {
            CommandLine.Complain($"{shown}: permission denied; skipped");
            return [];
        }
    }

    private static bool IsCapture(string path, out string? problem)
    {
        problem = null;
        // A pipe would block. It is skipped like an empty file.
        if (!CaptureFile.CanBeReopened(path))
        {
            problem = $"{path}: is empty";
            return false;
        }

        try
        {
            CaptureFile.Open(path).Dispose();
            return true;
        }
        catch (CaptureException e)
        {
            problem = $"{e.Message}{CaptureAdvice.For(e.Refusal)}";
            return false;
        }
    }
}
