using TlsDissect.GoldenTests.Export;
using TlsDissect.GoldenTests.Running;
using static TlsDissect.GoldenTests.Outputs.Writing;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>Files that an interrupted or failed run leaves behind.</summary>
public sealed class UnfinishedRunTests : IDisposable
{
    private readonly Writing _writing = new("large-transfer");

    public static TheoryData<string> Commands => Writing.ToFile;

    public void Dispose() => _writing.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_signal_leaves_what_was_written_under_another_name(string command)
    {
        using UnfinishedRun run = new(_writing, command, "-o", "out");

        RunResult result = run.Signal("TERM");

        Assert.Equal(143, result.Code);
        if (command == "export secrets")
        {
            // A capture in a pipe is read once more from its copy: nothing has been written yet.
            Assert.Contains("tlsdissect: out: interrupted; nothing was written", result.ErrorLines);
            Assert.Empty(_writing.Made);
            return;
        }

        Assert.Contains("tlsdissect: out: interrupted; the output so far is in out.partial", result.ErrorLines);
        Assert.Equal(["out.partial"], _writing.Made);
        Assert.NotEqual(0, new FileInfo(_writing["out.partial"]).Length);
        Assert.Equal(OwnerOnly, Exports.Mode(_writing["out.partial"]));
    }

    [Theory]
    [InlineData("follow")]
    [InlineData("follow --from server --as raw")]
    public void A_part_is_the_start_of_the_whole(string command)
    {
        using (UnfinishedRun run = new(_writing, command.Split(' ')[0], [.. command.Split(' ')[1..], "-o", "out"]))
            Assert.Equal(143, run.Signal("TERM").Code);

        Assert.Equal(0, _writing.Run(command.Split(' ')[0], [.. command.Split(' ')[1..], "-o", "out", "--force"]).Code);
        // Text ends with a line's end, a part's too.
        ReadOnlySpan<byte> part = File.ReadAllBytes(_writing["out.partial"]).AsSpan().TrimEnd((byte)'\n'),
            whole = File.ReadAllBytes(_writing["out"]);
        Assert.InRange(part.Length, 100_000, whole.Length - 1000);
        Assert.True(whole.StartsWith(part));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_part_that_an_earlier_run_left_is_replaced_with_force(string command)
    {
        File.WriteAllText(_writing["elsewhere"], Before);
        File.CreateSymbolicLink(_writing["out.partial"], "elsewhere");
        using UnfinishedRun run = new(_writing, command, "-o", "out", "--force");

        Assert.Equal(143, run.Signal("TERM").Code);

        Assert.Equal(command == "export secrets", new FileInfo(_writing["out.partial"]).LinkTarget is not null);
        Assert.Equal(Before, File.ReadAllText(_writing["elsewhere"]));
        Assert.Equal(["elsewhere", "out.partial"], _writing.Made);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_file_that_another_program_makes_meanwhile_is_not_replaced(string command)
    {
        using UnfinishedRun run = new(_writing, command, "-o", "out");
        File.WriteAllText(_writing["out"], Before);

        RunResult result = run.End();

        Assert.Equal(2, result.Code);
        Assert.Contains("tlsdissect: out: exists already; --force replaces it", result.ErrorLines);
        Assert.Contains("tlsdissect: out: not complete; the output so far is in out.partial", result.ErrorLines);
        Assert.Equal(Before, File.ReadAllText(_writing["out"]));
        Assert.Equal(["out", "out.partial"], _writing.Made);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_to_an_input_that_is_made_meanwhile_is_refused_with_force_too(string command)
    {
        using UnfinishedRun run = new(_writing, command, "-o", "out", "--force");
        byte[] key = File.ReadAllBytes(_writing["server.key"]);
        File.CreateSymbolicLink(_writing["out"], "server.key");

        RunResult result = run.End();

        Assert.Equal(2, result.Code);
        Assert.Contains(result.ErrorLines, line => line.Contains("out: is an input (the key server.key)", StringComparison.Ordinal));
        Assert.Equal(key, File.ReadAllBytes(_writing["server.key"]));
        Assert.Equal("server.key", new FileInfo(_writing["out"]).LinkTarget);
    }

    /// <summary>Everything before that point is a result.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_capture_that_is_damaged_in_its_middle_gives_a_file_and_exit_1(string command)
    {
        using (FileStream capture = new(_writing["capture.pcap"], FileMode.Append))
            capture.Write(Enumerable.Repeat((byte)0xff, 64).ToArray());

        RunResult result = _writing.Run(command, "-o", "out");

        Assert.Equal(1, result.Code);
        Assert.Equal(["out"], _writing.Made);
        Assert.NotEqual(0, new FileInfo(_writing["out"]).Length);
    }

    /// <summary>
    /// A limit on the file size takes the place of a full disk, and of FAT32's 4 GB. The runtime's own large mapping has to be off for it.
    /// </summary>
    [Theory]
    [InlineData("read -d")]
    [InlineData("follow")]
    [InlineData("export pcap")]
    [InlineData("export secrets")]
    public void A_full_disk_leaves_what_was_written_and_says_so(string command)
    {
        RunResult result =
            _writing.Shell(command, "capture.pcap", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 100; @ -o out");

        Assert.Equal(1, result.Code);
        Assert.Equal(["tlsdissect: out: not complete; the output so far is in out.partial", "tlsdissect: out: File too large"],
            result.ErrorLines);
        Assert.Equal(["out.partial"], _writing.Made);
        Assert.InRange(new FileInfo(_writing["out.partial"]).Length, 30_000, 102_400);
        Assert.Equal(OwnerOnly, Exports.Mode(_writing["out.partial"]));
    }

    [Theory]
    [InlineData("follow", "out")]
    [InlineData("export pcap", "out")]
    [InlineData("export keylog", "out")]
    [InlineData("export secrets", "out")]
    public void Where_there_is_no_result_no_file_is_made(string command, string output)
    {
        string[] without = [.. Writing.Arguments(command, "capture.pcap", "-o", output).Except(["--key", "server.key"])];

        Assert.Equal(1, InProcess.RunConsole(_writing.Folder, without).Code);
        Assert.Empty(_writing.Made);
    }
}
