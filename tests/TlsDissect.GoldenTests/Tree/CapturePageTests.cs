using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Tree;

/// <summary>
/// Every case is explained: in its <c>make.sh</c> or its row of <c>suites.tsv</c>, and in the page of its group with the same words.
/// </summary>
public class CapturePageTests
{
    public static TheoryData<string> All => [.. CaptureCase.Names()];

    public static TheoryData<string> Groups =>
        [.. Directory.EnumerateDirectories(Repository.Captures).Select(folder => Path.GetFileName(folder)!).Where(name => name != "tools")
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_has_its_row(string name)
    {
        string script = CaptureCase.Of(name).FileNamed("make.sh");
        string comment = File.Exists(script)
            ? string.Join(' ', File.ReadLines(script).Skip(1).TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim()))
            : SuiteRow.All.Single(row => row.Case == name).Comment;

        Assert.True(comment.Length > 20, $"{name}: its make.sh does not say what it proves");
        Assert.True(
            Page(Repository.GroupOf(name)).Contains($"| [{name}]({name}) | {comment} |"),
            $"captures/{Repository.GroupOf(name)}/README.md has no row for {name}, or another one: captures/tools/make-readme.sh writes " +
                "it");
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_row_has_its_case(string group)
    {
        string[] rows =
            [.. Page(group).Where(line => line.StartsWith("| [", StringComparison.Ordinal)).Select(line => line[3..line.IndexOf(']')])];

        Assert.NotEmpty(rows);
        Assert.Equal(Repository.CasesOf(group), rows.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_index_has_each_group_with_its_number_of_cases(string group) =>
        Assert.Single(File.ReadLines(Path.Combine(Repository.Captures, "README.md")),
            line => line.StartsWith($"| [{group}]({group}/README.md) | {Repository.CasesOf(group).Length} | ", StringComparison.Ordinal));

    private static string[] Page(string group) => File.ReadAllLines(Path.Combine(Repository.Captures, group, "README.md"));
}
