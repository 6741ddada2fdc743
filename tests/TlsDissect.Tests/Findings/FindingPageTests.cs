using System.Text.RegularExpressions;
using TlsDissect.Findings;
using TlsDissect.Findings.Rules;
using TlsDissect.Output.Json;

namespace TlsDissect.Tests.Findings;

/// <summary>docs/findings.md lists every rule as it is, and nothing else.</summary>
public partial class FindingPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "findings.md"));

    [Fact]
    public void The_list_has_every_rule_in_order()
    {
        string[] rows = [.. Page.Split('\n').Where(line => Row().IsMatch(line))];
        Assert.Equal(FindingRules.All.Select(Line), rows);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    public void The_number_of_findings_is_right(string page) =>
        Assert.Contains($"{FindingRules.All.Length} findings", File.ReadAllText(Path.Combine(Repository.Root, page)));

    [Fact]
    public void Every_severity_is_explained() =>
        Assert.All(Enum.GetValues<FindingSeverity>(), severity => Assert.Contains($"\n| `{JsonNames.Of(severity)}` | ", Page));

    [Fact]
    public void Ids_are_unique_and_plain()
    {
        Assert.Equal(FindingRules.All.Length, FindingRules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(FindingRules.All, rule => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", rule.Id));
    }

    [Fact]
    public void Sentences_end_with_a_full_stop() => Assert.All(FindingRules.All, rule =>
    {
        Assert.EndsWith(".", rule.Why);
        Assert.EndsWith(".", rule.Advice);
        Assert.NotEmpty(rule.Reference);
    });

    private static string Line(FindingRule rule) =>
        $"| `{rule.Id}` | {JsonNames.Of(rule.Severity)} | {rule.Why} | {rule.Advice} | {rule.Reference} |";

    [GeneratedRegex(@"^\| `[a-z0-9_]+` \| (info|low|medium|high|critical) \|")]
    private static partial Regex Row();
}
