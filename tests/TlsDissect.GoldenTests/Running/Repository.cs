namespace TlsDissect.GoldenTests.Running;

/// <summary>Where the tests find the captures and the program.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Captures { get; } = Path.Combine(Root, "captures");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TlsDissect.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
