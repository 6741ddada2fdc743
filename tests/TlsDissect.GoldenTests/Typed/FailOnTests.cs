using TlsDissect.Findings;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary><c>--fail-on</c>: exit 4 where keys were given and something stays encrypted, or a finding is severe enough.</summary>
public sealed class FailOnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rsa-aes128-gcm", 0)]
    [InlineData("key-log-of-another", 4)]
    [InlineData("wrong-key", 4)]
    [InlineData("ecdhe-rsa-key", 4)]
    [InlineData("secrets-block", 0)]
    [InlineData("no-key", 0)]
    [InlineData("tls12-ecdhe-keylog", 0)]
    [InlineData("plain-http-443", 0)]
    [InlineData("tls12-rsa-null-sha256", 0)]
    public void A_case_has_the_code_that_its_connections_lead_to(string name, int code)
    {
        CaptureCase of = CaptureCase.Of(name);

        Assert.Equal(0, InProcess.Read(of).Code);
        foreach (string[] options in (string[][])[[], ["--format", "json"], ["--threads", "2"], ["-d"]])
            Assert.Equal(code, InProcess.Read(of, ["--fail-on", "undecrypted", .. options]).Code);
    }

    [Fact]
    public void Every_case_follows_the_rule()
    {
        foreach (string name in CaptureCase.Names().Where(name => Repository.GroupOf(name) != "suites"))
        {
            CaptureCase of = CaptureCase.Of(name);
            RunResult run = InProcess.Read(of, "--format", "json", "--fail-on", "undecrypted");
            bool given = of.Keys.Any(option => option is "--key" or "-k" or "--keylog" or "-l" or "--psk" or "--psk-file" or "--dh-key");
            bool encrypted =
                run.Lines.Any(
                    line => (line.Contains("\"status\":\"none\"", StringComparison.Ordinal) ||
                        line.Contains("\"status\":\"partial\"", StringComparison.Ordinal))
                && !line.Contains("\"reason\":\"no_application_data\"", StringComparison.Ordinal));
            // Without a key of the user's the capture may bring one.
            if (given) Assert.True(run.Code == (encrypted ? 4 : 0), name);
            else Assert.True(run.Code == 0 || encrypted, name);
        }
    }

    [Fact]
    public void A_capture_may_bring_the_keys()
    {
        CaptureCase block = CaptureCase.Of("secrets-block");
        CaptureCase other = CaptureCase.Of("ecdhe-rsa-key");

        Assert.Equal(4, InProcess.Run(block.Folder, "read", "-q", "--fail-on", "undecrypted", block.Capture, other.Capture).Code);
        Assert.Equal(0, InProcess.Run(block.Folder, "read", "-q", "--fail-on", "undecrypted", other.Capture).Code);
    }

    [Fact]
    public void An_input_that_cannot_be_read_comes_first()
    {
        CaptureCase wrong = CaptureCase.Of("wrong-key");

        Assert.Equal(1, InProcess.Run(wrong.Folder, ["read", "-q", "--fail-on", "undecrypted", .. wrong.Arguments, "no-such.pcap"]).Code);
    }

    [Fact]
    public void Follow_asks_only_for_its_connection_and_exports_for_all()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        string other = CaptureCase.Of("ecdhe-rsa-key").Capture;
        string[] keys = ["--key", of.FileNamed("server.key"), "--fail-on", "undecrypted", "-q"];
        RunResult both = OtherProcess.Run("mergecap", _folder.Path, null, "-a", "-w", "both.pcapng", of.Capture, other);
        Assert.True(both.Code == 0, both.Errors);

        Assert.Equal(0, InProcess.Run(_folder.Path, ["follow", "both.pcapng", "1", .. keys]).Code);
        Assert.Equal(4, InProcess.Run(_folder.Path, ["export", "pcap", "both.pcapng", .. keys]).Code);
        Assert.Equal(4, InProcess.RunConsole(_folder.Path, ["follow", "both.pcapng", "--all", .. keys, "-o", "plain"]).Code);
        Assert.Equal(0, InProcess.Run(_folder.Path, ["export", "pcap", of.Capture, .. keys]).Code);
    }

    /// <summary>Every severity up to that of the severest finding holds, whatever the output and the number of threads.</summary>
    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("ssl2-rc4-128-export40-md5")]
    [InlineData("tls13-aes128-gcm")]
    public void A_severity_holds_for_findings_of_it_and_of_higher_ones(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        IReadOnlyList<string> lines = [.. InProcess.Read(of, "--format", "json").Lines];
        string[] severities = ["info", "low", "medium", "high", "critical"];
        int worst = severities.Index().Where(severity => lines.Any(line => Has(line, severity.Item))).Select(severity => severity.Index)
            .LastOrDefault(-1);
        foreach ((int index, string severity) in severities.Index())
        {
            foreach (string[] options in (string[][])[[], ["--format", "json"], ["--threads", "2"], ["-d"]])
                Assert.Equal(index <= worst ? 4 : 0, InProcess.Read(of, ["--fail-on", severity, .. options]).Code);
        }

        static bool Has(string line, string severity) => line.Contains($"\"severity\":\"{severity}\"", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_ignored_does_not_count()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        string[] ids = [.. ConnectionJudge.Ids.SelectMany(id => new[] { "--ignore", id })];

        Assert.Equal(4, InProcess.Read(of, "--fail-on", "medium").Code);
        Assert.Equal(0, InProcess.Read(of, ["--fail-on", "info", .. ids]).Code);
        foreach (string[] options in (string[][])[ids, ["--no-findings"]])
        {
            Assert.Contains("\"findings\":[]", InProcess.Read(of, ["--format", "json", .. options]).Lines[0], StringComparison.Ordinal);
            Assert.DoesNotContain("(no_forward_secrecy", InProcess.Read(of, options).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("read", "--fail-on takes undecrypted, info, low, medium, high, critical or policy, not 'Undecrypted'.", "--fail-on",
        "Undecrypted")]
    [InlineData("read", "--ignore: no finding has the id 'no_forward_secracy'; did you mean no_forward_secrecy.", "--ignore",
        "no_forward_secracy")]
    [InlineData("read", "--fail-on high needs findings, and --no-findings turns them off.", "--fail-on", "high", "--no-findings")]
    [InlineData("follow", "--fail-on takes undecrypted, not 'high'.", "1", "--fail-on", "high")]
    public void Anything_else_is_refused_with_what_is_known(string command, string error, params string[] options)
    {
        RunResult run = Spawned.Run(CaptureCase.Of("no-key").Folder, [.. command.Split(' '), "capture.pcap", .. options]);

        Assert.Equal((2, $"tlsdissect: {error} See 'tlsdissect {command} --help'.\n"), (run.Code, run.Errors));
    }
}
