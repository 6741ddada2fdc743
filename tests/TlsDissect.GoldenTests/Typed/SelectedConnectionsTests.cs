using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary><c>read --id N</c>: some connections are shown, and all are counted.</summary>
public sealed class SelectedConnectionsTests : IDisposable
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    private static readonly string[] Ids = ["41", "5000"];

    private readonly ManyHosts _many = new(Rsa, 40);

    public void Dispose() => _many.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Those_lines_are_as_they_are_among_all_and_the_summary_counts_all(string threads)
    {
        string[] all = _many.Read().Lines;
        RunResult some = _many.Read("--threads", threads, "--id", "7", "--id", "30", "--id", "7");

        Assert.Equal((0, ""), (some.Code, some.Errors));
        Assert.Equal(41, all.Length);
        Assert.Equal([.. all.Where(line => Regex.IsMatch(line, "\"id\":(7|30),")), all[^1]], some.Lines);
    }

    [Fact]
    public void Text_has_the_blocks_alone_and_their_data()
    {
        string one = _many.Text("-d", "--id", "30").Text;

        Assert.Equal(["Connection 30"], Regex.Matches(one, "^Connection \\d+", RegexOptions.Multiline).Select(match => match.Value));
        Assert.Contains(one, _many.Text("-d").Text, StringComparison.Ordinal);
        Assert.Contains("Hello from inside TLS", one, StringComparison.Ordinal);
    }

    [Fact]
    public void Captures_dissected_apart_and_pipes_have_the_same_numbers()
    {
        string[] twice = ["read", "-q", "--format", "json", "--apart", .. Rsa.Keys, Rsa.Capture, Rsa.Capture];
        RunResult apart = InProcess.Run(Rsa.Folder, [.. twice, "--id", "18"]);
        RunResult pipe = Spawned.Shell(Rsa.Folder, "cat capture.pcap | \"$TLSDISSECT\" read -q --format json -k server.key --id 1 -");

        Assert.Equal(InProcess.Run(Rsa.Folder, twice).ConnectionLines[1], Assert.Single(apart.ConnectionLines));
        Assert.Contains("\"connections\":2", apart.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("\"id\":1,", Assert.Single(pipe.ConnectionLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void One_that_is_not_there_is_told_and_is_exit_1(string threads)
    {
        RunResult run = _many.Read("--threads", threads, "--id", "7", "--id", "5000", "--id", "41");

        Assert.Equal(1, run.Code);
        Assert.Equal(
            [.. Ids.Select(id => $"tlsdissect: --id {id}: no TLS connection has this number; this input has 1, 2, 3, 4, 5 and 35 more")],
            run.ErrorLines);
        Assert.Single(run.ConnectionLines);
    }

    [Fact]
    public void The_numbers_of_few_connections_are_all_named()
    {
        string[] run = ["read", "-q", "--apart", .. Rsa.Keys, "--id", "2", Rsa.Capture];

        Assert.EndsWith("; this input has 1\n", InProcess.Run(Rsa.Folder, run).Errors, StringComparison.Ordinal);
        Assert.EndsWith("; this input has 1 and 18\n", InProcess.Run(Rsa.Folder, [.. run, Rsa.Capture]).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_shard_may_have_it()
    {
        RunResult[] parts = [.. Enumerable.Range(1, 3).Select(part => _many.Read("--shard", $"{part}/3", "--id", "7"))];

        Assert.All(parts, part => Assert.Equal((0, ""), (part.Code, part.Errors)));
        Assert.Single(parts.SelectMany(part => part.ConnectionLines));
    }

    [Fact]
    public void Fail_on_looks_at_the_selected_ones()
    {
        CaptureCase open = Rsa, closed = CaptureCase.Of("ecdhe-rsa-key");
        string[] command = ["read", "-q", "--fail-on", "undecrypted", .. open.Keys, open.Capture, closed.Capture];

        Assert.Equal(4, InProcess.Run(open.Folder, command).Code);
        Assert.Equal(0, InProcess.Run(open.Folder, [.. command, "--id", "1"]).Code);
        Assert.Equal(4, InProcess.Run(open.Folder, [.. command, "--id", "18"]).Code);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1,2")]
    public void What_is_not_a_number_is_a_wrong_command_line(string id)
    {
        RunResult run = InProcess.Run(Rsa.Folder, "read", "capture.pcap", "--id", id);

        Assert.Equal(2, run.Code);
        Assert.StartsWith($"tlsdissect: --id is a connection's number, as read shows it, not '{id}'.", Assert.Single(run.ErrorLines),
            StringComparison.Ordinal);
    }
}
