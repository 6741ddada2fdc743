using System.Diagnostics.CodeAnalysis;
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
            else AddFolder(path, files, ref skipped);
        }

        if (skipped > MaxNamed) CommandLine.Complain($"{skipped - MaxNamed} more files are not captures; skipped");
        if (files.Count == 0) throw new UsageException($"{paths[0]}: contains no captures");
        return [.. files];
    }

    private static void AddFolder(string folder, List<string> files, ref int skipped)
    {
        foreach (string path in new FolderFiles().In(folder).Select(file => file.Path))
        {
            if (IsCapture(path, out string? problem)) files.Add(path);
            else if (++skipped <= MaxNamed) CommandLine.Complain($"{problem}; skipped");
        }
    }

    private static bool IsCapture(string path, [NotNullWhen(false)] out string? problem)
    {
        // A pipe would block. It is skipped like an empty file.
        if (!CaptureFile.CanBeReopened(path))
        {
            problem = $"{path}: is empty";
            return false;
        }

        bool isCapture = FileRecognition.IsCapture(path, out CaptureException? refusal);
        problem = isCapture ? null : $"{refusal!.Message}{CaptureAdvice.For(refusal.Refusal)}";
        return isCapture;
    }
}
