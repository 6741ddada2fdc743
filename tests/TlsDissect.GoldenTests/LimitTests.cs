using System.CommandLine;
using System.Text.RegularExpressions;
using TlsDissect.Cli;
using TlsDissect.Cli.Options;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary><c>--limit</c>: bounds by name, and the memory limit.</summary>
public class LimitTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    [Theory]
    [InlineData("--limit: unknown limit 'sise'. 'tlsdissect help limits' lists them.", "sise=1")]
    [InlineData("--limit: unknown limit 'trial'. Did you mean 'trials' or 'trials-in-all'?", "trial=1")]
    [InlineData("--limit: unknown limit 'max-waiting'. Did you mean 'waiting'?", "max-waiting=1")]
    [InlineData("--limit: unknown limit 'memroy'. Did you mean 'memory'?", "memroy=1")]
    [InlineData("--limit: read has no limit 'held'", "held=1M")]
    [InlineData("--limit takes NAME=VALUE, not 'memory'.", "memory")]
    [InlineData("--limit memory takes a size from 1M up, as in 65536, 64K or 2G, not '12'.", "memory=12")]
    [InlineData("--limit trials takes a size from 1 to 2147483647, as in 65536, 64K or 1M, not '2G'.", "trials=2G")]
    [InlineData("--limit memory takes a size", "memory=-1M")]
    [InlineData("--limit memory takes a size", "memory=99999999999G")]
    [InlineData("--limit data takes a size or all, as in 64K or 1M, not 'some'.", "data=some")]
    [InlineData("--limit sessions takes a number from 1 up, not '0'.", "sessions=0")]
    [InlineData("--limit data takes a size or all, as in 64K or 1M, not '0'.", "data=0")]
    [InlineData("--limit data takes a size or all, as in 64K or 1M, not 'ALL'.", "data=ALL")]
    [InlineData("--limit linger takes a number and a unit", "linger=5")]
    public void A_limit_that_is_wrong_is_one_line_and_exit_2(string says, string limit)
    {
        RunResult result = InProcess.Run(Rsa.Folder, "read", "capture.pcap", "--limit", "messages=5", "--limit", limit);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    public static TheoryData<string> Names => [.. Limits.All.Select(limit => limit.Name)];

    /// <summary>The help says from what value up a limit can be set.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_lowest_value_of_a_limit_is_accepted(string name)
    {
        string lowest = Limits.All.Single(limit => limit.Name == name).Range.Split(' ')[0];
        string[] errors =
        [
            .. Commands(CommandLine.CreateRoot()).Where(command => command.Options.Any(option => option.Name == "--limit"))
                .Select(command => string.Join('\n', command.Parse(["--limit", $"{name}={lowest}"]).Errors.Select(error => error.Message))),
        ];
        Assert.Contains(errors, text => !text.Contains("has no limit", StringComparison.Ordinal));
        Assert.All(errors, text => Assert.DoesNotContain($"--limit {name} takes", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_limit_is_what_the_bounds_own_option_is()
    {
        string expected = InProcess.Read(Rsa, "--format", "json", "--max-messages", "3").Text;
        Assert.NotEqual(expected, InProcess.Read(Rsa, "--format", "json").Text);
        Assert.Equal(expected, InProcess.Read(Rsa, "--format", "json", "--limit", "messages=3").Text);
        Assert.Equal(expected,
            InProcess.Read(Rsa, "--format", "json", "--limit", "messages=7", "--limit", "messages=3", "--max-messages", "9").Text);
    }

    public static TheoryData<string> OwnOptions => [.. Limits.All.Where(limit => limit.OptionName is not null).Select(limit => limit.Name)];

    /// <summary>Limits have options from the time before --limit. They are hidden, work, and say the same of a wrong value.</summary>
    [Theory]
    [MemberData(nameof(OwnOptions))]
    public void The_option_of_a_limit_is_hidden_and_goes_on_working(string name)
    {
        string option = Limits.All.Single(limit => limit.Name == name).OptionName!;
        Command[] having = [.. Commands(CommandLine.CreateRoot()).Where(command => command.Options.Any(one => one.Name == option))];
        Assert.NotEmpty(having);
        Assert.All(having, command => Assert.True(command.Options.Single(one => one.Name == option).Hidden, command.Name));

        string[] words = having[0].Name switch
        {
            "live" => ["live", "-i", "no-such-interface", "--write", "x.pcapng", "-l", "keys.log"],
            "follow" => ["follow", "capture.pcap", "1", "--cleartext"],
            _ => ["read", "capture.pcap"],
        };
        string[] wrong = [.. new[] { (string[])[option, "x"], ["--limit", $"{name}=x"] }.Select(
            given => Assert.Single(InProcess.Run(Rsa.Folder, [.. words, .. given]).ErrorLines))];
        Assert.Contains($"{option} takes a ", wrong[0], StringComparison.Ordinal);
        Assert.Equal(wrong[0], wrong[1].Replace($"--limit {name} ", $"{option} ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_size_may_have_a_unit()
    {
        string bounded = InProcess.Read(Rsa, "--format", "json", "--limit", "handshake-message=1K").Text;
        Assert.Equal(InProcess.Read(Rsa, "--format", "json", "--max-handshake-message", "1024").Text, bounded);
        string whole = InProcess.Read(Rsa, "--format", "json", "--limit", "handshake-message=256K").Text;
        Assert.Equal(InProcess.Read(Rsa, "--format", "json").Text, whole);
    }

    [Theory]
    [InlineData(4 << 20, "4M")]
    [InlineData(256 << 10, "256K")]
    [InlineData(1L << 31, "2G")]
    [InlineData(64_000_000, "62500K")]
    [InlineData(1500, "1500")]
    public void A_size_is_shown_as_it_can_be_typed(long bytes, string text)
    {
        Assert.Equal(text, Units.Size(bytes));
        Assert.True(Units.TryParseMemory(text, out long parsed));
        Assert.Equal(bytes, parsed);
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Memory_that_is_used_up_is_told_of_once(string threads)
    {
        using ManyHosts many = new(Rsa, 250);
        RunResult result = many.Read("--limit", "memory=1M", "--threads", threads);
        Assert.Equal(0, result.Code);
        string warning = Assert.Single(result.ErrorLines);
        Assert.Matches(
            @"^tlsdissect: memory limit of 1 MB reached: [\d,]+ connections? (was|were) ended early; raise it with --limit memory=SIZE$",
            warning);
        Assert.Contains(warning["tlsdissect: ".Length..],
            Assert.Single(result.Lines, line => line.StartsWith("{\"type\":\"warning\"", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        // Packets after an early end are another connection.
        Assert.Equal(250,
            result.Lines.Select(line => Regex.Match(line, "\"127\\.0\\.(\\d+)\\.1\"").Groups[1].Value).Where(host => host.Length > 0)
                .Distinct().Count());
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
