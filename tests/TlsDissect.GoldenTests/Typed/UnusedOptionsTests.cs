using System.CommandLine;
using TlsDissect.Cli;
using TlsDissect.Cli.Typed;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary>An option that does nothing is reported, once, and changes nothing.</summary>
public sealed class UnusedOptionsTests : IDisposable
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_was_decided_for_every_option_of_every_command_when_it_does_nothing()
    {
        IEnumerable<string> options =
            All(CommandLine.CreateRoot()).SelectMany(command => command.Options).Select(option => option.Name).Distinct();

        // A new option needs a row in UnusedOptions: among those that are always used, or with the condition under which it is not.
        Assert.All(options, option => Assert.True(UnusedOptions.IsConsidered(option), option));
    }

    [Theory]
    [InlineData("--hash does nothing here: it goes with --format json", "read", "capture.pcap", "--hash")]
    [InlineData("--hash does nothing here: it goes with --format json", "read", "capture.pcap", "--hash", "--format", "text")]
    [InlineData("--data does nothing here: it goes with text; follow writes plaintext as it is", "read", "capture.pcap", "-d", "--format",
        "json")]
    [InlineData("--explain does nothing here: it goes with text", "read", "capture.pcap", "--explain", "--format=json")]
    [InlineData("--verbose does nothing here: it goes with text", "read", "capture.pcap", "-v", "--format=json")]
    [InlineData("--show-secrets does nothing here: it goes with --explain and --verbose", "read", "capture.pcap", "--show-secrets")]
    [InlineData("--show-secrets does nothing here: it goes with --explain and --verbose", "read", "capture.pcap", "--show-secrets",
        "--explain")]
    [InlineData("--color does nothing here: it goes with text", "read", "capture.pcap", "--color", "always", "--format", "json")]
    [InlineData("--verbose does nothing here: it goes with text", "live", "-i", "no-such-interface", "--verbose", "--format", "json")]
    [InlineData("--width does nothing here: it goes with text", "read", "capture.pcap", "--width", "80", "--format", "json")]
    [InlineData("--width does nothing here: it goes with text", "suites", "0xC02F", "--width", "80", "--format", "json")]
    [InlineData("--threads does nothing here: text with --data is written by one thread", "read", "capture.pcap", "-d", "--threads", "2")]
    [InlineData("--threads does nothing here: standard input and pipes are read by one thread", "read", "-", "--threads", "2")]
    [InlineData("--key-password-file does nothing here: it goes with --key", "read", "capture.pcap", "--key-password-file", "server.key")]
    [InlineData("--force does nothing here: it goes with --output FILE", "read", "capture.pcap", "--force")]
    [InlineData("--verify does nothing here: read, report and live show it", "follow", "capture.pcap", "1", "--key", "server.key",
        "--verify")]
    [InlineData("--verify does nothing here: read, report and live show it", "why", "capture.pcap", "--verify")]
    [InlineData("--where does nothing here: it goes with --all", "follow", "capture.pcap", "1", "--key", "server.key", "--where", "id")]
    [InlineData("--width does nothing here: it goes with text", "why", "capture.pcap", "--width", "80", "--format", "json")]
    [InlineData("--max-cleartext does nothing here: it goes with --cleartext", "follow", "capture.pcap", "1", "--key", "server.key",
        "--max-cleartext", "10")]
    [InlineData("--limit does nothing here: cleartext goes with --cleartext", "follow", "capture.pcap", "1", "--key", "server.key",
        "--limit", "cleartext=10")]
    [InlineData("--limit does nothing here: data goes with --data", "read", "capture.pcap", "--limit", "data=all")]
    [InlineData("--limit does nothing here: secrets goes with --keylog", "live", "-i", "no-such-interface", "--limit", "secrets=10")]
    [InlineData("--key-wait does nothing here: it goes with --keylog", "live", "-i", "no-such-interface", "--key-wait", "1s")]
    [InlineData("--max-secrets does nothing here: it goes with --keylog", "live", "-i", "no-such-interface", "--max-secrets", "10")]
    [InlineData("--details does nothing here: it goes with --format json; with text, -v shows the fields", "read", "capture.pcap",
        "--details")]
    [InlineData("--details does nothing here: it goes with --format json; with text, -v shows the fields", "live", "-i",
        "no-such-interface", "--details", "-v")]
    [InlineData("--hash does nothing here: it goes with --format json", "live", "-i", "no-such-interface", "--hash")]
    [InlineData("--data does nothing here: it goes with text or --events", "live", "-i", "no-such-interface", "-d", "--format", "json")]
    [InlineData("--fields does nothing here: it goes with --format csv or tsv", "read", "capture.pcap", "--fields", "id")]
    [InlineData("--hash does nothing here: it goes with --format json", "read", "capture.pcap", "--hash", "--format", "csv")]
    [InlineData("--explain does nothing here: it goes with text", "read", "capture.pcap", "--explain", "--format", "tsv")]
    [InlineData("--width does nothing here: it goes with a table", "list", "capture.pcap", "--width", "80", "--format", "csv")]
    [InlineData("--color does nothing here: it goes with a table", "list", "capture.pcap", "--color", "always", "--format", "json")]
    [InlineData("--limit does nothing here: rows goes with --sort", "list", "capture.pcap", "--limit", "rows=1M")]
    public void One_that_does_nothing_is_told(string warning, params string[] arguments)
    {
        RunResult run = Spawned.Run(Rsa.Folder, arguments);

        Assert.Single(run.ErrorLines, line => line.Contains("does nothing", StringComparison.Ordinal));
        Assert.Contains($"tlsdissect: {warning}", run.ErrorLines);
    }

    /// <summary>So that a command line of read can be used for live.</summary>
    [Fact]
    public void Threads_of_a_live_run_are_accepted_in_silence()
    {
        RunResult run = Spawned.Run(Rsa.Folder, "live", "-i", "no-such-interface", "--threads", "2");

        Assert.DoesNotContain("--threads", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("--threads", Spawned.Run(Rsa.Folder, "live", "--help").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("capture.pcap", "--details", "--format", "json")]
    [InlineData("capture.pcap", "--hash", "--format", "json")]
    [InlineData("capture.pcap", "-v", "--explain", "--show-secrets")]
    [InlineData("capture.pcap", "-d", "--explain", "--color", "always", "--width", "80")]
    [InlineData("capture.pcap", "--threads", "2")]
    [InlineData("capture.pcap", "-d", "--threads", "1")]
    [InlineData("capture.pcap", "--verify")]
    [InlineData("capture.pcap", "--force", "-o", "-")]
    [InlineData("capture.pcap", "-r", "--shard", "1/1")]
    [InlineData("capture.pcap", "-d=false", "--format", "json")]
    public void One_that_does_something_is_not(params string[] arguments)
    {
        RunResult run = Spawned.Run(Rsa.Folder, ["read", "-q", .. arguments]);

        Assert.Equal((0, ""), (run.Code, run.Errors));
    }

    [Fact]
    public void The_output_and_the_exit_code_are_the_same()
    {
        RunResult without = InProcess.Read(Rsa);
        RunResult with = InProcess.Read(Rsa, "--hash");

        Assert.Equal((without.Code, without.Text), (with.Code, with.Text));
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
