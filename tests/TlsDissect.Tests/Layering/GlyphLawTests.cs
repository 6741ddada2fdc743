using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TlsDissect.Tests.Layering;

/// <summary>Arrows, rules, bars and dots that not every output can show are chosen in one place: <c>TextGlyphs</c>.</summary>
public class GlyphLawTests
{
    private const string Glyphs = "←→↑↓─━│┌┐└┘├┤┬┴┼…·•✓✗▁▂▃▄▅▆▇█▏▎▍▌▋▊▉";

    [Theory]
    [InlineData("TlsDissect")]
    [InlineData("TlsDissect.Capture")]
    [InlineData("TlsDissect.Cli")]
    public void No_other_text_has_one(string project)
    {
        string folder = Path.Combine(Repository.Root, "src", project);
        string[] files = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(IsSource)];
        Assert.True(files.Length > 40, "the sources were not found");
        Assert.Empty(files.Where(path => Path.GetFileName(path) != "TextGlyphs.cs")
            .SelectMany(path => Found(Path.GetRelativePath(folder, path), File.ReadAllText(path))));
    }

    [Theory]
    [InlineData("object a = \"client →\";")]
    [InlineData("object a = $\"{1}…\";")]
    [InlineData("object a = '│';")]
    [InlineData("object a = \"\"\"a · b\"\"\";")]
    public void One_in_a_text_is_found(string member) => Assert.Single(Found("A.cs", $"class A {{ {member} }}"));

    [Fact]
    public void One_in_a_comment_is_let_through() => Assert.Empty(Found("A.cs", "/// <summary>a → b</summary>\nclass A { } // …"));

    private static IEnumerable<string> Found(string name, string source) =>
        from token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.CharacterLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken
        where token.ValueText.Any(Glyphs.Contains)
        select $"{name}({token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {token}";

    private static bool IsSource(string path) => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj");
}
