namespace TlsDissect.Tests.Wording;

/// <summary>The repository's own text files.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "out", "TestResults", "BenchmarkDotNet.Artifacts", ".git"];

    /// <summary>Paths below the root, with slashes.</summary>
    /// <param name="endings">How their names may end.</param>
    public static IEnumerable<string> Ending(params string[] endings) =>
        Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && !path.Split('/').Any(Built.Contains));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
