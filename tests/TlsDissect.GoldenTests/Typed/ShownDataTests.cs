using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary>
/// How much of the data <c>-d</c> shows: 4 KB of a turn on a terminal, all in files and pipes, or what <c>--limit data</c> says.
/// </summary>
public class ShownDataTests
{
    private const string Advice = "more bytes; --limit data=all shows them";

    /// <summary>The server says 39,981 bytes in one turn.</summary>
    private static readonly CaptureCase Transfer = CaptureCase.Of("transfer");

    [NeedsFact("script")]
    public void A_terminal_shows_four_KB_and_says_how_to_see_the_rest()
    {
        string shown = OnTerminal("");
        string all = OnTerminal("--limit data=all");

        Assert.Contains($"35,885 {Advice}", shown, StringComparison.Ordinal);
        Assert.True(shown.Length < all.Length / 2);
        Assert.DoesNotContain(Advice, all, StringComparison.Ordinal);
        Assert.Equal(Spawned.Read(Transfer, "-d", "--width", "200").Text, all);
    }

    [Fact]
    public void A_pipe_and_a_file_are_whole_unless_told_otherwise()
    {
        string pipe = Spawned.Read(Transfer, "-d").Text;
        string limited = Spawned.Read(Transfer, "-d", "--limit", "data=1K").Text;

        Assert.DoesNotContain(Advice, pipe, StringComparison.Ordinal);
        Assert.Equal(pipe, InProcess.Read(Transfer, "-d").Text);
        Assert.Contains($"38,957 {Advice}", limited, StringComparison.Ordinal);
        Assert.Equal(limited, InProcess.Read(Transfer, "-d", "--limit", "data=1024").Text);
    }

    [Fact]
    public void A_live_run_has_the_same_limit()
    {
        string[] command = ["live", "-q", "-i", "-", "-d", .. Transfer.Keys];
        RunResult all = Spawned.Shell(Transfer.Folder, $"\"$TLSDISSECT\" {string.Join(' ', command)} < capture.pcap");
        RunResult limited = Spawned.Shell(Transfer.Folder, $"\"$TLSDISSECT\" {string.Join(' ', command)} --limit data=1K < capture.pcap");

        Assert.DoesNotContain(Advice, all.Text, StringComparison.Ordinal);
        Assert.Contains($"38,957 {Advice}", limited.Text, StringComparison.Ordinal);
    }

    private static string OnTerminal(string options)
    {
        string arguments = $"read -q -d --color never --width 200 {options} {string.Join(' ', Transfer.Arguments)}";
        RunResult run = Spawned.Shell(Transfer.Folder, $"export TERM=dumb; script -qec '\"$TLSDISSECT\" {arguments}' /dev/null </dev/null");
        Assert.Equal(0, run.Code);
        return run.Text.Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
