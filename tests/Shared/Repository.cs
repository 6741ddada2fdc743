namespace TlsDissect.Testing;

/// <summary>The repository that the tests were built from, and the cases of its captures. Each test project compiles this file.</summary>
internal static class Repository
{
    private static readonly Lazy<SortedDictionary<string, string>> Folders = new(FindCases);

    public static string Root { get; } = FindRoot();

    public static string Captures { get; } = Path.Combine(Root, "captures");

    /// <summary>The keys and certificates of the servers and clients in the captures.</summary>
    public static string SharedKeys { get; } = Path.Combine(Captures, "tools", "keys");

    /// <summary>The names of all cases, in order.</summary>
    public static IReadOnlyCollection<string> Cases => Folders.Value.Keys;

    /// <summary>The names of a group's cases, in order.</summary>
    public static string[] CasesOf(string group) => [.. Cases.Where(name => GroupOf(name) == group)];

    public static string GroupOf(string name) => Path.GetFileName(Path.GetDirectoryName(CaseFolder(name)))!;

    /// <summary>The folder of a case: <c>captures/GROUP/NAME</c>. A name is in one group only.</summary>
    public static string CaseFolder(string name) =>
        Folders.Value.TryGetValue(name, out string? folder)
            ? folder
            : throw new ArgumentException($"no group of captures/ has a case {name}", nameof(name));

    /// <summary>A case is a folder of a group with a file <c>args</c>.</summary>
    private static SortedDictionary<string, string> FindCases()
    {
        SortedDictionary<string, string> folders = new(StringComparer.Ordinal);
        foreach (string folder in Directory.EnumerateDirectories(Captures).SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, "args"))))
        {
            if (!folders.TryAdd(Path.GetFileName(folder), folder))
                throw new InvalidOperationException(
                    $"{folder} and {folders[Path.GetFileName(folder)]} have the same name: a case is named without its group");
        }

        return folders;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TlsDissect.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
