using System.Globalization;
using System.Text.RegularExpressions;
using TlsDissect.Decryption;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>
/// captures/COVERAGE.md counts every suite of the program's table once: recorded from a real stack, sealed by a test, or not decrypted.
/// </summary>
public partial class SuiteCoverageTests
{
    private static readonly Dictionary<int, string[]> Rows = File.ReadLines(Path.Combine(Repository.Captures, "COVERAGE.md"))
        .Where(line => line.StartsWith("| 0x", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => int.Parse(cells[1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>The versions in which some case has the suite opened and both Finished verified.</summary>
    private static readonly Lazy<ILookup<int, (string Version, string Case)>> Recorded = new(() => CaptureCase.Names()
        .SelectMany(
            name => FeatureTests.Connections(name).Where(c => c.IsProved && c.Suite is not null)
                .Select(c => (Suite: c.Suite!.Value, c.Version, Name: name)))
        .ToLookup(row => row.Suite, row => (row.Version, row.Name)));

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [Fact]
    public void Every_suite_has_one_row()
    {
        int[] known = [.. CipherSuites.All.Select(suite => (int)suite.Id).Concat(Recorded.Value.Select(g => g.Key)).Distinct().Order()];
        Assert.Equal(known, Rows.Keys.Order());
    }

    [Fact]
    public void A_row_says_in_which_versions_a_suite_is_recorded_and_by_which_case()
    {
        foreach ((int id, string[] cells) in Rows)
        {
            MatchCollection links = Link().Matches(cells[3]);
            Assert.All(links, link => Assert.True(
                Recorded.Value[id].Any(
                    r => (r.Version, $"{Repository.GroupOf(r.Case)}/{r.Case}") == (link.Groups[1].Value, link.Groups[2].Value)),
                $"{cells[2]}: captures/{link.Groups[2].Value} does not show it over {link.Groups[1].Value}"));
            Assert.Equal(Recorded.Value[id].Select(r => r.Version).Distinct().Order(StringComparer.Ordinal),
                links.Select(link => link.Groups[1].Value).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void What_is_not_recorded_is_sealed_by_a_test_or_unsupported()
    {
        foreach (CipherSuite suite in CipherSuites.All.Where(suite => !Recorded.Value.Contains((int)suite.Id)))
            Assert.Equal((suite.Name, suite.Decrypts() ? "sealed by a test" : "unsupported"),
                (Rows[(int)suite.Id][2], Rows[(int)suite.Id][3]));
    }

    [Fact]
    public void At_least_295_registered_suites_are_recorded() =>
        Assert.InRange(CipherSuites.All.Count(suite => Recorded.Value.Contains((int)suite.Id)), 295, int.MaxValue);
}
