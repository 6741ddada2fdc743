using System.Diagnostics;
using System.Text;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Ctrl-C and SIGTERM: what is complete is written, and the exit code tells.</summary>
public class SignalTests
{
    /// <summary>When as many bytes have been written to the program, it has begun to read them.</summary>
    private const int MoreThanAPipeHolds = 4 << 20;

    /// <summary>A pcap record of 1,000 zeros: an Ethernet frame of no known kind.</summary>
    private static readonly byte[] UnknownPacket = [.. new byte[8], .. LittleEndian(1000), .. LittleEndian(1000), .. new byte[1000]];

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_ends_reading_with_whole_lines(string signal, int code)
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        byte[] file = File.ReadAllBytes(of.Capture);
        using Process process = Spawned.StartForSignals(of.Folder, ["read", "-q", "--format", "json", .. of.Keys, "-"]);
        TaskCompletionSource reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task writing = Task.Run(() => WriteForEver(process, file, reads));
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await Task.WhenAny(reads.Task, writing).WaitAsync(Patience.Limit);
        Signal(process, signal);
        await EndOf(process);
        await writing;

        Assert.Equal(code, process.ExitCode);
        string[] lines = (await output).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.NotEmpty(lines[..^1]);
        Assert.All(lines[..^1], line => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(line)));
    }

    [Fact]
    public async Task A_signal_ends_waiting_for_more_input_too()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        using Process process = Spawned.StartForSignals(of.Folder, ["read", "-q", "--format", "json", "--hash", .. of.Keys, "-"]);
        Stream input = process.StandardInput.BaseStream;
        Task writing = Task.Run(() =>
        {
            input.Write(File.ReadAllBytes(of.Capture));
            // When all of these have found room in the pipe, what came before them has been read and dissected.
            for (int i = 0; i < MoreThanAPipeHolds / UnknownPacket.Length; i++) input.Write(UnknownPacket);
            input.Flush();
        });
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await writing.WaitAsync(Patience.Limit);
        Signal(process, "TERM");
        await EndOf(process);

        Assert.Equal(143, process.ExitCode);
        RunResult result = new(process.ExitCode, Encoding.UTF8.GetBytes(Contract.WithoutCaptures(await output)), "");
        Assert.Equal(File.ReadAllLines(of.FileNamed("expected.jsonl"))[..^1].Select(Contract.WithoutCaptures), result.ConnectionLines);
        Assert.True((long?)Contract.Summary(result)!["packets"] > 17);
    }

    /// <summary>Opening such a key log would wait for a writer, and no signal would end that.</summary>
    [NeedsFact("mkfifo")]
    public void A_pipe_that_cannot_be_watched_is_not_opened()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, OtherProcess.Run("mkfifo", folder.Path, null, "pipe").Code);
        RunResult result = Spawned.Run(folder.Path, "live", "-i", "-", "--keylog", "pipe");
        Assert.Equal(2, result.Code);
        Assert.Equal("tlsdissect: pipe: is a pipe or a device, which cannot be watched; write the key log to a file",
            Assert.Single(result.ErrorLines));
    }

    /// <summary>Opening a pipe waits for its writer, and ends like any program.</summary>
    [NeedsTheory("mkfifo")]
    [InlineData("read pipe")]
    [InlineData("list pipe -f tcp")]
    [InlineData("stats pipe")]
    [InlineData("why pipe")]
    [InlineData("follow pipe 1")]
    [InlineData("report pipe -o out")]
    [InlineData("export secrets pipe -o out")]
    [InlineData("read capture.pcap --key pipe")]
    [InlineData("read capture.pcap --dh-key pipe")]
    [InlineData("read capture.pcap --keylog pipe")]
    [InlineData("read capture.pcap --psk-file pipe")]
    [InlineData("read capture.pcap --ca pipe")]
    [InlineData("read capture.pcap --policy pipe")]
    public async Task A_signal_ends_waiting_for_the_writer_of_a_pipe(string line)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, OtherProcess.Run("mkfifo", folder.Path, null, "pipe").Code);
        File.Copy(CaptureCase.Of("rsa-aes128-gcm").Capture, folder["capture.pcap"]);
        using Process process = Spawned.StartForSignals(folder.Path, line.Split(' '));
        Patience.Until(() => WaitsFor(process.Id), () => "it does not open the pipe", () => process.HasExited);
        Signal(process, "TERM");
        await EndOf(process);

        Assert.Equal(143, process.ExitCode);
    }

    /// <summary>Whether a thread waits in Linux for the other end of a pipe.</summary>
    private static bool WaitsFor(int process) =>
        Directory.GetDirectories($"/proc/{process}/task").Any(thread => IsWaiting(Path.Combine(thread, "wchan")));

    private static bool IsWaiting(string file)
    {
        try
        {
            return File.ReadAllText(file) is "wait_for_partner" or "fifo_open";
        }
        catch (IOException)
        {
            // The thread has ended.
            return false;
        }
    }

    private static void Signal(Process process, string name) =>
        Assert.Equal(0, OtherProcess.Run("sh", Repository.Root, null, "-c", $"kill -s {name} {process.Id}").Code);

    /// <summary>Within its time; killed and failed past it.</summary>
    private static async Task EndOf(Process process)
    {
        using CancellationTokenSource patience = new(Patience.Limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail("the program goes on");
        }
    }

    private static byte[] LittleEndian(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    /// <summary>The same packets again and again, until the reader closes the pipe.</summary>
    private static void WriteForEver(Process process, byte[] file, TaskCompletionSource reads)
    {
        Stream input = process.StandardInput.BaseStream;
        try
        {
            input.Write(file.AsSpan(0, PcapEdit.HeaderLength));
            for (long written = 0; ; written += file.Length)
            {
                input.Write(file.AsSpan(PcapEdit.HeaderLength));
                if (written > MoreThanAPipeHolds) reads.TrySetResult();
            }
        }
        catch (IOException)
        {
            // It has ended.
        }
    }
}
