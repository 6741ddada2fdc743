using TlsDissect.Cli.Files;
using TlsDissect.Keys;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Options;

/// <summary>Loads the RSA private keys of the files and folders that <c>--key</c> names.</summary>
internal static class ServerKeyFiles
{
    /// <summary>All keys, each once.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="password">Returns the password of a named file.</param>
    /// <param name="folderPassword">Returns the password of a file in a folder, without asking the user: most of those files are not
    /// keys.</param>
    /// <exception cref="KeyFileException">A named file cannot be used, or a folder contains no key.</exception>
    public static List<ServerKey> Load(string[] paths, Func<string, string?> password, Func<string, string?> folderPassword)
    {
        List<ServerKey> keys = [];
        HashSet<string> known = [];
        foreach (string path in paths)
        {
            foreach (ServerKey key in Directory.Exists(path) ? InFolder(path, folderPassword) : InFile(path, password))
            {
                if (known.Add(Convert.ToHexString(key.SubjectPublicKeyInfo))) keys.Add(key);
                else key.Dispose();
            }
        }

        return keys;
    }

    /// <summary>The files to read: named files, and those in named folders.</summary>
    public static IEnumerable<string> Expand(IEnumerable<string> paths) =>
        paths.SelectMany(path => Directory.Exists(path) ? FilesIn(path) : [path]);

    private static IReadOnlyList<ServerKey> InFile(string path, Func<string, string?> password)
    {
        RsaKeys loaded = RsaKeyFile.LoadAll(path, password);
        if (loaded.Skipped > 0)
            CommandLine.Complain($"{path}: {Plural.Of(loaded.Keys.Count, "RSA key")} read, " +
                $"{Plural.Of(loaded.Skipped, "private key")} skipped (the first: {Detail(loaded.Problem!, path)})");
        return loaded.Keys;
    }

    /// <summary>The keys in a folder, ordered by file name. Folders in it are skipped.</summary>
    private static List<ServerKey> InFolder(string folder, Func<string, string?> password)
    {
        List<ServerKey> keys = [];
        List<string> problems = [];
        string[] files = FilesIn(folder);
        foreach (string file in files)
        {
            try
            {
                RsaKeys loaded = RsaKeyFile.LoadAll(file, password);
                keys.AddRange(loaded.Keys);
                if (loaded.Problem is string problem) problems.Add(problem);
            }
            catch (KeyFileException e)
            {
                problems.Add(e.Message);
            }
        }

        if (keys.Count == 0)
            throw new KeyFileException(
                $"{folder}: none of its {Plural.Of(files.Length, "file")} contains a usable RSA private " +
                    $"key{(problems.Count > 0 ? $" (the first: {problems[0]})" : "")}");
        if (problems.Count > 0)
            CommandLine.Complain($"{folder}: {Plural.Of(keys.Count, "RSA key")} read, " +
                $"{Plural.Of(problems.Count, "file")} skipped or read only in part (the first: {problems[0]})");
        return keys;
    }

    /// <summary>Regular files only: reading a pipe would block.</summary>
    private static string[] FilesIn(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder).Where(file => UnixFile.Status(file).Kind == FileKind.Regular)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new KeyFileException($"{folder}: {FileProblem.Of(e, "folder")}", e);
        }
    }

    private static string Detail(string problem, string path) =>
        problem.StartsWith(path + ": ", StringComparison.Ordinal) ? problem[(path.Length + 2)..] : problem;
}
