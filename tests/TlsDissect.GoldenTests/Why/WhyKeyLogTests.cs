using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> about key logs, and about secrets in captures.</summary>
public sealed class WhyKeyLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_log_of_another_run_has_nothing_in_common_with_the_capture()
    {
        string[] lines = WhyRuns.Of("key-log-of-another", "--keylog", "keys.log").Lines;

        Assert.Equal("keys.log  key log  6 secrets of 2 connections (1 CLIENT_RANDOM, 1 CLIENT_HANDSHAKE_TRAFFIC_SECRET, " +
            "1 SERVER_HANDSHAKE_TRAFFIC_SECRET, 1 CLIENT_TRAFFIC_SECRET_0, 1 SERVER_TRAFFIC_SECRET_0, 1 EXPORTER_SECRET); none of them " +
            "is in the capture: another program wrote it, or it did so at another time", lines[1]);
        Assert.StartsWith("1 connection is not in keys.log. Write the key log with ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_log_without_lines_contains_no_secrets()
    {
        File.WriteAllText(_folder["keys.log"], "# nothing yet\n");

        Assert.Equal("keys.log  key log  contains no secrets", WhyRuns.Of("tls12-ecdhe-keylog", "--keylog", _folder["keys.log"]).Lines[1]);
    }

    [Fact]
    public void A_key_log_that_lacks_a_label_is_not_whole()
    {
        RunResult result = WhyRuns.Of("application-secrets", "--keylog", "keys.log");

        Assert.EndsWith("; has 1 of the capture's 1 connection; decrypts 1 connection", result.Lines[1], StringComparison.Ordinal);
        Assert.Equal("1 connection has secrets in keys.log, but some are missing or wrong: provide the whole key log, as the program " +
            "wrote it.", result.Lines[^1]);
        JsonNode connection = WhyRuns.Json("application-secrets", "--keylog", "keys.log")[0];
        Assert.Equal("""[{"kind":"keylog","name":"keys.log","labels":["CLIENT_TRAFFIC_SECRET_0","SERVER_TRAFFIC_SECRET_0"]}]""",
            connection["keys"]!.ToJsonString());
        Assert.Equal("""["keylog"]""", connection["helps"]!.ToJsonString());
    }

    [Fact]
    public void A_secret_that_does_not_verify_is_told_from_one_that_is_missing()
    {
        string log = CaptureCase.Of("tls12-ecdhe-keylog").FileNamed("keys.log");
        string[] words = File.ReadLines(log).Single(line => line.StartsWith("CLIENT_RANDOM ", StringComparison.Ordinal)).Split(' ');
        File.WriteAllText(_folder["keys.log"], $"{words[0]} {words[1]} {new string('0', 96)}\n");

        string[] lines = WhyRuns.Of("tls12-ecdhe-keylog", "--keylog", _folder["keys.log"]).Lines;

        Assert.Equal("keys.log  key log  1 secret of 1 connection (1 CLIENT_RANDOM); has 1 of the capture's 1 connection; 1 connection " +
            "does not verify with it", lines[1]);
        Assert.Contains("some are missing or wrong", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("late-secrets", "capture.pcapng  secrets block  5 secrets of 1 connection (")]
    [InlineData("f5-trailer", "capture.pcap  F5 trailers  1 secret of 1 connection (1 CLIENT_RANDOM); has 1 of ")]
    public void Secrets_in_the_capture_are_a_key_log(string name, string row) =>
        Assert.StartsWith(row, WhyRuns.Of(name).Lines[1], StringComparison.Ordinal);
}
