using System.Text.RegularExpressions;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>A link from one page of the repository to another leads to a file, and to a heading of it.</summary>
public partial class LinkTests
{
    /// <summary>The package READMEs have no links within the repository: nuget.org shows them alone.</summary>
    public static TheoryData<string> Pages =>
        [.. new[] { Repository.Root, Path.Combine(Repository.Root, "docs") }.SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        string file = Path.Combine(Repository.Root, page);
        Assert.All(LinksOf(file), link => Assert.True(LeadsSomewhere(file, link), link));
    }

    [Fact]
    public void A_link_to_a_missing_file_or_heading_is_found()
    {
        string file = Path.Combine(Repository.Root, "README.md");
        Assert.True(LeadsSomewhere(file, "docs/json.md#the-summary"));
        Assert.False(LeadsSomewhere(file, "docs/json.md#no-such-heading"));
        Assert.False(LeadsSomewhere(file, "docs/no-such-page.md"));
    }

    private static bool LeadsSomewhere(string from, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, parts[0]));
        if (!File.Exists(target) && !Directory.Exists(target)) return false;
        return parts.Length == 1 || Headings(target).Contains(parts[1]);
    }

    private static IEnumerable<string> LinksOf(string file) =>
        Link().Matches(WithoutCode(file)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal));

    /// <summary>As GitHub names them: lower case, blanks as hyphens, without punctuation.</summary>
    private static IEnumerable<string> Headings(string file) =>
        Heading().Matches(WithoutCode(file)).Select(match => match.Groups[1].Value.ToLowerInvariant())
            .Select(heading => Punctuation().Replace(heading, "").Replace(' ', '-'));

    private static string WithoutCode(string file) => Code().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
