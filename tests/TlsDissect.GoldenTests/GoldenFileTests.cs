using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>
/// Every case of <c>captures/</c>, compared with its reviewed output. <c>captures/tools/update-expected.sh</c> rewrites the files by
/// running these tests.
/// </summary>
public class GoldenFileTests
{
    /// <summary>
    /// Names of the cases to write instead of compare, separated by spaces; set only by <c>captures/tools/update-expected.sh</c>.
    /// </summary>
    private static readonly string[] Updated = (Environment.GetEnvironmentVariable("TLSDISSECT_UPDATE_EXPECTED") ?? "").Split(' ');

    public static TheoryData<string> All => [.. CaptureCase.Names()];

    public static TheoryData<string> WithText => CaptureCase.With("text-options");

    [Theory]
    [MemberData(nameof(All))]
    public void Json_is_what_was_expected(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        RunResult result = InProcess.Read(of, "--format", "json", "--hash");
        string expected = ReadExpected(of, "expected.jsonl", result);

        if (result.Text != expected)
            Assert.Fail($"{name}/expected.jsonl:\n{JsonDifference.Of(Split(expected), result.Lines)}\nIf this is right: " +
                $"captures/tools/update-expected.sh {name}");
    }

    [Theory]
    [MemberData(nameof(WithText))]
    public void Text_is_what_was_expected(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        RunResult result = InProcess.Read(of, File.ReadAllLines(of.FileNamed("text-options")));
        string expected = ReadExpected(of, "expected.txt", result);

        if (result.Text != expected)
            Assert.Fail($"{name}/expected.txt:\n{TextDifference.Of(expected.Split('\n'), result.Text.Split('\n'))}\nIf this is right: " +
                $"captures/tools/update-expected.sh {name}");
    }

    private static string ReadExpected(CaptureCase of, string file, RunResult result)
    {
        string path = of.FileNamed(file);
        if (Updated.Contains(of.Name) || Updated is ["*"]) File.WriteAllBytes(path, result.Output);
        Assert.True(File.Exists(path), $"{of.Folder} has no {file}: captures/tools/update-expected.sh {of.Name} writes it; review it");
        return File.ReadAllText(path);
    }

    private static string[] Split(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
