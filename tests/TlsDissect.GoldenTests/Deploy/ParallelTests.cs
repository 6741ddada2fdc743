using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary><c>deploy/parallel.sh</c>: the same rows with GNU parallel.</summary>
public sealed class ParallelTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "deploy", "parallel.sh");
    private static readonly string Ssh = Path.Combine(Repository.Root, "tests", "TlsDissect.GoldenTests", "Deploy", "ssh.sh");

    private readonly ScanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsTheory("parallel")]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_number_of_parts_gives_the_same_rows(int parts)
    {
        Assert.Equal(1, Run($"{parts} {ScanFolder.Arguments} rows"));
        Assert.Equal(_folder.Scan("alone"), _folder.Rows("rows"));
    }

    [NeedsFact("parallel")]
    public void Hosts_share_the_parts()
    {
        Assert.Equal(1,
            Run($"4 {ScanFolder.Arguments} rows", ("HOSTS", "one,two"), ("JOBS", "2"), ("PARALLEL_SSH", Ssh), ("HOSTS_ASKED", Asked)));
        Assert.Equal(["one", "two"], File.ReadLines(Asked).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(_folder.Scan("alone"), _folder.Rows("rows"));
    }

    [NeedsFact("parallel")]
    public void The_exit_code_is_the_worst_of_the_parts() => Assert.Equal(2, Run($"2 {ScanFolder.Arguments} rows --no-such-option"));

    [NeedsFact("parallel")]
    public void A_part_that_did_not_run_is_not_done() => Assert.Equal(2, Run($"2 {ScanFolder.Arguments} rows", ("JOBS", "none")));

    private string Asked => Path.Combine(_folder.Path, "asked");

    private int Run(string arguments, params (string Name, string Value)[] environment)
    {
        // GNU parallel keeps its state in the home folder.
        RunResult result =
            Spawned.Shell(_folder.Path, $"{Script} {arguments}", [.. environment, ("HOME", _folder.Path), ("TMPDIR", _folder.Path)]);
        Assert.True(result.Code is 1 or 2, $"{result.Code} {result.Errors}");
        return result.Code;
    }
}
