using System.Reflection;

namespace TlsDissect.Capture.Tests;

/// <summary>
/// The public API of both libraries stays small enough to be surveyed; its members are in PublicAPI.*.txt beside the projects.
/// </summary>
public class PublicSurfaceTests
{
    /// <summary>Raised only with a reason, in the commit that adds the types.</summary>
    private const int MaxTypes = 105;

    [Fact]
    public void Both_packages_have_few_public_types()
    {
        Type[] types =
            [.. ((Assembly[])[typeof(TlsDissector).Assembly, typeof(CaptureFile).Assembly]).SelectMany(
                assembly => assembly.GetExportedTypes())];

        Assert.Contains(typeof(TlsDissector), types);
        Assert.True(types.Length <= MaxTypes,
            $"{types.Length} public types, {MaxTypes} are " +
                $"allowed:\n{string.Join('\n', types.Select(type => type.FullName).Order(StringComparer.Ordinal))}");
        Assert.Contains($"{types.Length} public types", File.ReadAllText(Path.Combine(Repository.Root, "docs", "library.md")));
    }
}
