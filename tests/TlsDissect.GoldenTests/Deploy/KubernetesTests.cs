using System.Globalization;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>
/// The arguments in <c>deploy/kubernetes</c> give the same rows, with the variable that an Indexed Job sets. No cluster is needed or used.
/// </summary>
public sealed partial class KubernetesTests : IDisposable
{
    private static readonly string Jobs = Path.Combine(Repository.Root, "deploy", "kubernetes");

    private readonly ScanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_pods_of_both_scans_give_the_rows_of_one()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "work"));
        // One pod finds the broken capture.
        Assert.Equal([.. Enumerable.Repeat(0, Parts("scan.yaml") - 1), 1], RunParts("scan.yaml"));
        string[] first = _folder.Rows("work/rows");
        Assert.Equal(_folder.Scan("alone"), first);

        Assert.Equal(0, Run(Arguments("index.yaml"), 0));
        Assert.All(RunParts("again.yaml"), code => Assert.Equal(0, code));
        Assert.Equal(1, ScanFolder.CountUnseen(first) - ScanFolder.CountUnseen(_folder.Rows("work/rows")));
    }

    [Theory]
    [InlineData("scan.yaml")]
    [InlineData("again.yaml")]
    public void The_program_is_told_the_number_of_pods(string job) => Assert.EndsWith($" --of {Parts(job)} --quiet", Arguments(job));

    /// <summary>Runs each pod of a Job.</summary>
    /// <returns>Their exit codes, sorted.</returns>
    private int[] RunParts(string job) => [.. Enumerable.Range(0, Parts(job)).Select(index => Run(Arguments(job), index)).Order()];

    /// <summary>Runs a container's arguments with the volumes where they are here.</summary>
    private int Run(string arguments, int index)
    {
        string here = arguments.Replace("/captures", "captures.list --key server.key", StringComparison.Ordinal)
            .Replace("/keys/", "", StringComparison.Ordinal).Replace("/work/", "work/", StringComparison.Ordinal);
        return Spawned.Shell(_folder.Path, $"$TLSDISSECT {here}", ("JOB_COMPLETION_INDEX", $"{index}")).Code;
    }

    private static int Parts(string job) => int.Parse(Completions().Match(Text(job)).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Arguments(string job) =>
        ArgumentList().Match(Text(job)).Groups[1].Value.Replace(",", "", StringComparison.Ordinal)
            .Replace("\"", "", StringComparison.Ordinal);

    private static string Text(string job) => File.ReadAllText(Path.Combine(Jobs, job));

    [GeneratedRegex(@"^  completions: (\d+)\b", RegexOptions.Multiline)]
    private static partial Regex Completions();

    [GeneratedRegex(@"^ +args: \[(.+)\]$", RegexOptions.Multiline)]
    private static partial Regex ArgumentList();
}
