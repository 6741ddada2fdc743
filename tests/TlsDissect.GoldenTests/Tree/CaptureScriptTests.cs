using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Tree;

/// <summary>
/// The scripts of <c>captures/</c> can run: the files that they source and read exist. Recording again takes root and a dozen TLS stacks,
/// so every run can check only this.
/// </summary>
public partial class CaptureScriptTests
{
    private static readonly string[] All =
        [.. Directory.EnumerateFiles(Repository.Captures, "*.sh", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Captures, path)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Scripts => [.. All];

    /// <summary>A path below the script's own folder or one of lib.sh's, and whether a variable or pattern goes on after it.</summary>
    [GeneratedRegex("""(?:\$\(dirname "\$(?:0|\{BASH_SOURCE\[0\]\})"\)|\$(?<root>tools|captures|keys))/(?<path>[\w./-]+)(?<open>[$*{])?""")]
    private static partial Regex PathInScript();

    [Theory]
    [MemberData(nameof(Scripts))]
    public void What_a_script_names_exists(string script)
    {
        string path = Path.Combine(Repository.Captures, script);
        foreach (Match match in PathInScript().Matches(File.ReadAllText(path)))
        {
            string named = Path.Combine(RootOf(match.Groups["root"].Value, path), match.Groups["path"].Value);
            if (match.Groups["open"].Success) named = Path.GetDirectoryName(named)!;
            Assert.True(Path.Exists(named), $"captures/{script} names {match.Value}, which does not exist");
        }
    }

    [Fact]
    public void Nearly_every_script_names_something() =>
        Assert.InRange(All.Count(script => PathInScript().IsMatch(File.ReadAllText(Path.Combine(Repository.Captures, script)))),
            All.Length - 6, All.Length);

    [Fact]
    public void A_case_is_made_by_its_script_or_by_its_row()
    {
        string[] scripted = [.. CaptureCase.Names().Where(name => File.Exists(CaptureCase.Of(name).FileNamed("make.sh")))];

        Assert.Equal(CaptureCase.Names(), scripted.Concat(SuiteRow.All.Select(row => row.Case)).Order(StringComparer.Ordinal));
        Assert.All(SuiteRow.All, row => Assert.Equal("suites", Repository.GroupOf(row.Case)));
        Assert.All(SuiteRow.All,
            row => Assert.True(File.Exists(Path.Combine(Repository.Captures, "tools", "stacks", row.Stack + ".sh")),
                $"{row.Case}: no script of {row.Stack}"));
    }

    private static string RootOf(string variable, string script) => variable switch
    {
        "captures" => Repository.Captures,
        "tools" => Path.Combine(Repository.Captures, "tools"),
        "keys" => Repository.SharedKeys,
        _ => Path.GetDirectoryName(script)!,
    };
}
