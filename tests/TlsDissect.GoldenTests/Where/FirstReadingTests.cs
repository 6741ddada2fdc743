using TlsDissect.Cli;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Where;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Transport;

namespace TlsDissect.GoldenTests.Where;

/// <summary>Runs that read the captures twice, because they write before connections end.</summary>
public class FirstReadingTests
{
    [Fact]
    public void The_memory_of_the_first_reading_is_not_counted_in_the_second()
    {
        using ManyHosts many = new(CaptureCase.Of("rsa-aes128-gcm"), 300);
        RunResult all = many.Text("-d", "--threads", "1", "--limit", "memory=1M");
        Assert.Contains("were ended early", all.Errors, StringComparison.Ordinal);
        RunResult selected = many.Text("-d", "--threads", "1", "--limit", "memory=1M", "--where", "id > 0");
        Assert.Equal(all.ErrorLines.Where(IsAboutMemory), selected.ErrorLines.Where(IsAboutMemory).Skip(1));
        Assert.Contains("reached while --where selected connections: ", selected.ErrorLines.First(IsAboutMemory), StringComparison.Ordinal);
        Assert.Equal(all.Code, selected.Code);

        static bool IsAboutMemory(string line) => line.Contains("memory limit", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read -d")]
    [InlineData("follow --all")]
    [InlineData("export keylog")]
    [InlineData("why")]
    public void A_limit_of_the_first_reading_is_told_once(string command)
    {
        CaptureCase of = CaptureCase.Of("repeated-key-two-servers"), inner = CaptureCase.Of("encrypted-client-hello");
        using TemporaryFolder folder = new();
        string[] judged = command.StartsWith("read", StringComparison.Ordinal) ? ["--limit", "repeated-values=1"] : [];
        string[] tried = ["--limit", "trials-in-all=1"];
        using ManyHosts many = new(inner, 4);
        RunResult repeated = InProcess.RunConsole(of.Folder,
            [.. command.Split(' '), .. judged, of.Capture, "-q", "--where", "findings.id == repeated_ephemeral_key", "-o", folder["a"]]);
        RunResult trials = InProcess.RunConsole(inner.Folder,
            [.. command.Split(' '), .. tried, .. inner.Keys, many.Capture, "-q", "--where", "id > 0", "-o", folder["b"]]);
        Assert.Equal(judged.Length / 2, repeated.ErrorLines.Count(line => line.Contains("not every repeat", StringComparison.Ordinal)));
        Assert.Single(trials.ErrorLines, line => line.Contains("limit of trials (1 bytes)", StringComparison.Ordinal));
    }

    /// <summary>Else the second would read on, and its counts be taken for those of both.</summary>
    [Fact]
    public void A_signal_in_the_first_reading_ends_the_run()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        RunInput input = new()
        {
            Captures = [of.Capture],
            Keys = new KeyRing(),
            Options = new DissectorOptions(),
            Where = WhereExpression.Parse("id > 0"),
        };
        using SignalHandler interruption = new();
        Assert.True(interruption.End(ExitCode.Terminated));
        InterruptedException thrown = Assert.Throws<InterruptedException>(() => FirstReading.Of(input, interruption));
        Assert.Equal(ExitCode.Terminated, thrown.Code);
    }

    [Fact]
    public void Ids_take_a_part_of_the_memory_and_those_without_a_place_are_counted()
    {
        const int room = 100;
        MemoryBudget memory = new(4 * room * SelectedIds.BytesPerId);
        using (SelectedIds ids = new(memory))
        {
            for (int id = 1; id <= room + 5; id++) ids.Add(id);
            Assert.Equal(Enumerable.Range(1, room).Select(id => (long)id), ids.Ids.Order());
            Assert.Equal(5, ids.Dropped);
        }

        MemoryBudget large = new(1L << 30);
        using (SelectedIds ids = new(large))
        {
            for (int id = 0; id < 100_000; id++) ids.Add(id);
            Assert.InRange(large.HeldBytes, 90_000 * SelectedIds.BytesPerId, 100_000 * SelectedIds.BytesPerId);
        }

        Assert.Equal(0, large.HeldBytes);
    }
}
