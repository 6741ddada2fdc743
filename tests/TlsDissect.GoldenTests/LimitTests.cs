using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary><c>--limit</c>: bounds by name, and the memory limit.</summary>
public class LimitTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    [Theory]
    [InlineData("unknown name 'sise'; the names are connections, data, ", "sise=1")]
    [InlineData(", memory, ", "sise=1")]
    [InlineData("--limit takes NAME=VALUE, not 'memory'.", "memory")]
    [InlineData("--limit memory takes a size from 1M up: 512M, 2G; not '12'.", "memory=12")]
    [InlineData("--limit memory takes a size", "memory=-1M")]
    [InlineData("--limit memory takes a size", "memory=99999999999G")]
    [InlineData("--limit sessions takes a number from 1 up, not '0'.", "sessions=0")]
    [InlineData("--limit data takes a size or all: 4K, 1M; not '0'.", "data=0")]
    [InlineData("--limit data takes a size or all: 4K, 1M; not 'ALL'.", "data=ALL")]
    [InlineData("--limit linger takes a number and a unit", "linger=5")]
    public void A_limit_that_is_wrong_is_one_line_and_exit_2(string says, string limit)
    {
        RunResult result = InProcess.Run(Rsa.Folder, "read", "capture.pcap", "--limit", "messages=5", "--limit", limit);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_limit_is_what_the_bounds_own_option_is()
    {
        string expected = InProcess.Read(Rsa, "--format", "json", "--max-messages", "3").Text;
        Assert.NotEqual(expected, InProcess.Read(Rsa, "--format", "json").Text);
        Assert.Equal(expected, InProcess.Read(Rsa, "--format", "json", "--limit", "messages=3").Text);
        Assert.Equal(expected, InProcess.Read(Rsa, "--format", "json", "--limit", "messages=7", "--limit", "messages=3", "--max-messages", "9").Text);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Memory_that_is_used_up_is_told_of_once(string threads)
    {
        using ManyHosts many = new(Rsa, 250);
        RunResult result = many.Read("--limit", "memory=1M", "--threads", threads);
        Assert.Equal(0, result.Code);
        string warning = Assert.Single(result.ErrorLines);
        Assert.Matches(@"^tlsdissect: memory limit of 1 MB reached: [\d,]+ connections? (was|were) ended early; raise it with --limit memory=SIZE$", warning);
        Assert.Contains(warning["tlsdissect: ".Length..], Assert.Single(result.Lines, line => line.StartsWith("{\"type\":\"warning\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        // Packets after an early end are another connection.
        Assert.Equal(250, result.Lines.Select(line => Regex.Match(line, "\"127\\.0\\.(\\d+)\\.1\"").Groups[1].Value).Where(host => host.Length > 0).Distinct().Count());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Memory_that_suffices_is_not_spoken_of(string threads)
    {
        using ManyHosts many = new(Rsa, 250);
        RunResult result = many.Read("--limit", "memory=64M", "--threads", threads);
        Assert.Empty(result.Errors);
        Assert.Equal(many.Read().Text, result.Text);
    }
}
