using System.Diagnostics;
using System.Globalization;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Ctrl-C and SIGTERM: what is complete is written, and the exit code tells.</summary>
public class SignalTests
{
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_ends_reading_with_whole_lines(string signal, int code)
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        byte[] file = File.ReadAllBytes(of.Capture);
        using Process process = Spawned.Start(of.Folder, [], ["read", "-q", "--format", "json", .. of.Keys, "-"]);
        Task writing = Task.Run(() => WriteForEver(process, file));
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(3000);
        using Process kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await EndOf(process);
        await writing;

        Assert.Equal(code, process.ExitCode);
        string[] lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(line)));
    }

    [Fact]
    public async Task A_signal_ends_waiting_for_more_input_too()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        using Process process = Spawned.Start(of.Folder, [], ["read", "-q", "--format", "json", "--hash", .. of.Keys, "-"]);
        process.StandardInput.BaseStream.Write(File.ReadAllBytes(of.Capture));
        process.StandardInput.BaseStream.Flush();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(3000);
        using Process kill = Process.Start("kill", ["-s", "TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await EndOf(process);

        Assert.Equal(143, process.ExitCode);
        Assert.Equal(File.ReadAllText(of.FileNamed("expected.jsonl")), await output);
    }

    /// <summary>Within its time; killed and failed past it.</summary>
    private static async Task EndOf(Process process)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
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

    /// <summary>The same packets again and again, until nobody takes them.</summary>
    private static void WriteForEver(Process process, byte[] file)
    {
        Stream input = process.StandardInput.BaseStream;
        try
        {
            input.Write(file.AsSpan(0, PcapEdit.HeaderLength));
            while (true) input.Write(file.AsSpan(PcapEdit.HeaderLength));
        }
        catch (IOException)
        {
            // It has ended.
        }
    }
}
