using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Every case is explained: in its <c>make.sh</c>, and in <c>captures/README.md</c> with the same words.</summary>
public class CaptureReadmeTests
{
    public static TheoryData<string> All => [.. CaptureCase.Names()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_has_its_row(string name)
    {
        string comment = string.Join(' ', File.ReadLines(CaptureCase.Of(name).FileNamed("make.sh")).Skip(1).TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim()));

        Assert.True(comment.Length > 20, $"captures/{name}/make.sh does not say what it proves");
        Assert.True(
            File.ReadLines(Path.Combine(Repository.Captures, "README.md")).Contains($"| [{name}]({name}) | {comment} |"),
            $"captures/README.md has no row for {name}, or another one: captures/make-readme.sh writes it");
    }

    [Fact]
    public void A_row_has_its_case()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Captures, "README.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal)).Select(line => line[3..line.IndexOf(']')])];

        Assert.Equal(CaptureCase.Names(), rows.Order(StringComparer.Ordinal));
    }
}
