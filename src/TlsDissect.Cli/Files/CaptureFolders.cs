using TlsDissect.Capture;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Files;

/// <summary>Folders among the captures to read: the captures in them, in the order of their names, so that the order is the same everywhere.</summary>
internal static class CaptureFolders
{
    /// <summary>Files that are no captures and are named; of more, only the number is said.</summary>
    private const int MaxNamed = 10;

    /// <summary>The files to read, in order.</summary>
    /// <param name="paths">As given. A file that is named stays, whatever it is.</param>
    /// <param name="recursive">Whether folders may be read.</param>
    /// <exception cref="UsageException">A folder, and that was not asked for.</exception>
    public static string[] Expand(string[] paths, bool recursive)
    {
        if (!paths.Any(Directory.Exists)) return paths;
        List<string> files = [];
        int passedOver = 0;
        foreach (string path in paths)
        {
            if (!Directory.Exists(path)) files.Add(path);
            else if (!recursive) throw new UsageException($"{path}: is a folder; --recursive reads the captures in it");
            else AddFolder(new DirectoryInfo(path), path, files, ref passedOver);
        }

        if (passedOver > MaxNamed) CommandLine.Complain($"{passedOver - MaxNamed} more files are no captures and are passed over");
        if (files.Count == 0) throw new UsageException($"{paths[0]}: holds no capture");
        return [.. files];
    }

    /// <summary>Hidden files are passed over, and links to folders: they may lead in a circle.</summary>
    private static void AddFolder(DirectoryInfo folder, string shown, List<string> files, ref int passedOver)
    {
        FileSystemInfo[] entries = Entries(folder, shown);
        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (entry.Name.StartsWith('.')) continue;
            string path = Path.Combine(shown, entry.Name);
            if (entry is DirectoryInfo inner)
            {
                if (inner.LinkTarget is null) AddFolder(inner, path, files, ref passedOver);
            }
            else if (IsCapture(path, out string? problem))
            {
                files.Add(path);
            }
            else if (++passedOver <= MaxNamed)
            {
                CommandLine.Complain($"{problem}; passed over");
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
            CommandLine.Complain($"{shown}: permission denied; passed over");
            return [];
        }
    }

    private static bool IsCapture(string path, out string? problem)
    {
        problem = null;
        // A pipe would make us wait; it is as empty as an empty file.
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
