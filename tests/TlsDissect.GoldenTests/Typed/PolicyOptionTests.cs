using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary><c>--policy</c>: the verdict in JSON and text, and what is said of a wrong one.</summary>
public sealed class PolicyOptionTests
{
    [Fact]
    public void A_connection_that_does_not_comply_is_exit_code_4_with_fail_on()
    {
        RunResult result = Read("--policy", "mozilla-intermediate", "--fail-on", "policy", "--format", "json");
        Assert.Equal(4, result.Code);
        Assert.Contains(
            "\"policy\":{\"name\":\"mozilla-intermediate\",\"complies\":false,\"reason\":null,\"rules\":[{\"rule\":\"cipher_suites\"",
            result.Text);
    }

    [Fact]
    public void Without_fail_on_it_is_0_and_text_names_the_rules()
    {
        RunResult result = Read("--policy", "mozilla-intermediate", "--no-findings");
        Assert.Equal(0, result.Code);
        Assert.Contains("policy         mozilla-intermediate: does not comply\n", result.Text);
        Assert.Contains("cipher_suites: TLS_RSA_WITH_AES_128_GCM_SHA256 was agreed on (packet ", result.Text);
    }

    [Theory]
    [InlineData("mozila-modern", "did you mean mozilla-modern")]
    [InlineData("/no/such/file.json", "cannot read the policy /no/such/file.json: no such file\n")]
    [InlineData("./", "cannot read the policy ./: it is a directory\n")]
    [InlineData("/dev/null", "/dev/null: not a policy: it is empty\n")]
    [InlineData("nothing", "no policy and no file is called 'nothing'")]
    [InlineData("args", "args, line 1: not a policy")]
    public void A_wrong_policy_is_one_line_and_exit_code_2(string policy, string says)
    {
        RunResult result = Read("--policy", policy);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, result.Errors);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Fail_on_policy_needs_one()
    {
        RunResult result = Read("--fail-on", "policy");
        Assert.Equal(2, result.Code);
        Assert.Contains("--policy NAME|FILE", result.Errors);
    }

    [Theory]
    [InlineData("repeated-client-random", "repeated_random", 1)]
    [InlineData("repeated-server-random", "repeated_random", 1)]
    [InlineData("repeated-server-key", "repeated_ephemeral_key", 2)]
    public void Repeats_are_found_by_any_number_of_threads_and_counted(string name, string id, int count)
    {
        CaptureCase of = CaptureCase.Of(name);
        foreach (string threads in new[] { "1", "3" })
        {
            RunResult result = InProcess.Read(of, "--format", "json", "--threads", threads, "--fail-on", "low");
            Assert.Equal(4, result.Code);
            Assert.Equal(count, result.Text.Split($"\"id\":\"{id}\"").Length - 1);
            Assert.Equal(count, InProcess.Read(of, "--threads", threads).Text.Split($"({id}, packet ").Length - 1);
        }

        Assert.DoesNotContain(id, InProcess.Read(of, "--ignore", id, "--format", "json").Text);
        Assert.DoesNotContain(id, InProcess.Read(of, "--shard", "1/1000", "--format", "json").Text);
    }

    [Fact]
    public void Values_that_are_forgotten_are_told_once() =>
        Assert.Contains("raise --limit repeated-values=N",
            InProcess.Read(CaptureCase.Of("repeated-client-random"), "--limit", "repeated-values=2").Errors);

    /// <summary>Which moduli are tested depends on their order alone, and that some are not is told once.</summary>
    [Fact]
    public void The_same_moduli_are_tested_by_any_number_of_threads()
    {
        string[] captures = [CaptureCase.Of("dh-2048-dsa").Capture, CaptureCase.Of("dh-composite").Capture];
        foreach (string[] order in new[] { captures, [captures[1], captures[0]] })
        {
            RunResult[] runs =
                [.. new[] { "1", "2", "5" }.Select(threads => InProcess.Run(Path.GetTempPath(),
                    ["read", .. order, "--format", "json", "--threads", threads, "--limit", "moduli=1"]))];
            Assert.Equal(2, runs[0].Text.Split("\"id\":\"unsafe_dh_group\"").Length);
            Assert.All(runs, run => Assert.Equal((runs[0].Text, 1), (run.Text, run.Errors.Split("raise --limit moduli=N").Length - 1)));
        }
    }

    [Fact]
    public void Servers_that_are_forgotten_are_told_once()
    {
        RunResult result = InProcess.Read(CaptureCase.Of("earlier-name"), "--limit", "known-servers=1", "--format", "json");
        Assert.Single(result.Errors.Split('\n'), line => line.Contains("raise --limit known-servers=SIZE", StringComparison.Ordinal));
        Assert.DoesNotContain("\"connections\":[", result.Text);
    }

    [Theory]
    [InlineData("earlier-groups", "no_common_group")]
    [InlineData("earlier-name", "server_name_rejected")]
    public void Causes_that_earlier_connections_show_can_be_turned_off(string name, string id)
    {
        CaptureCase of = CaptureCase.Of(name);
        Assert.Contains(id, InProcess.Read(of).Text);
        foreach (string[] off in new[] { (string[])["--ignore", id], ["--limit", "known-servers=0"] })
        {
            RunResult without = InProcess.Read(of, off);
            Assert.Equal(0, without.Code);
            Assert.NotEmpty(without.Text);
            Assert.DoesNotContain(id, without.Text);
        }
    }

    private static RunResult Read(params string[] options) => InProcess.Read(CaptureCase.Of("rsa-aes128-gcm"), options);
}
