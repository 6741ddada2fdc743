using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>
/// captures/tools/features.tsv says which case shows which feature, or which test covers it, or why it is not there; captures/FEATURES.md
/// has it as a table.
/// </summary>
public class FeatureTests
{
    private static readonly string[][] Lines =
        [.. File.ReadLines(Path.Combine(Repository.Captures, "tools", "features.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))];

    public static TheoryData<string, string> Shown
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (string[] line in Lines.Where(line => line[1] == "recorded"))
            {
                foreach (string name in line[2].Split(' ')) rows.Add(line[0], name);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_case_shows_the_feature_that_it_is_named_for(string feature, string name)
    {
        Assert.True(Features.All.TryGetValue(feature, out Func<ShownConnection, bool>? isShown),
            $"nothing tells how '{feature}' is seen in a connection: Features.cs");
        Assert.True(Connections(name).Any(isShown), $"{name} does not show '{feature}'");
    }

    [Fact]
    public void Every_feature_is_listed_once() =>
        Assert.Equal(Features.All.Keys.Order(StringComparer.Ordinal),
            Lines.Where(line => line[1] == "recorded").Select(line => line[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void What_no_case_shows_names_its_test_or_its_reason()
    {
        foreach (string[] line in Lines.Where(line => line[1] != "recorded"))
        {
            Assert.Contains(line[1], new[] { "tested", "unsupported" });
            Assert.True(line.Length == 4 && line[3].Length > 10, $"'{line[0]}' has no reason");
            if (line[1] == "unsupported") continue;
            // Class.Method, of the library's tests.
            string[] test = line[2].Split('.');
            string file =
                Assert.Single(
                    Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "TlsDissect.Tests"), test[0] + ".cs",
                        SearchOption.AllDirectories));
            Assert.Contains($" void {test[1]}(", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Its_page_has_the_same_table()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Captures, "FEATURES.md"));
        Assert.All(Lines, line => Assert.Contains($"\n| {line[0]} | {line[1]} |", page, StringComparison.Ordinal));
        Assert.All(Shown,
            row => Assert.Contains($"[{row[1]}]({Repository.GroupOf((string)row[1])}/{row[1]})",
                page.Split('\n').First(line => line.StartsWith($"| {row[0]} |", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    internal static IEnumerable<ShownConnection> Connections(string name) =>
        File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(line => (string?)line["type"] == "connection").Select(line => new ShownConnection(line));
}
