using System.Diagnostics;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Scan;

/// <summary><c>scan --watch</c> takes captures once they are whole.</summary>
public class ScanWatchTests
{
    [Fact]
    public void A_capture_is_taken_when_its_writer_has_closed_it()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        byte[] capture = File.ReadAllBytes(CaptureCase.Of("quic-lost").Capture);
        using Process program = Start(scans);
        try
        {
            Until(program, () => scans.Files("rows").Length == 1);
            using (FileStream writing = File.Create(scans["captures/new.pcap"]))
            {
                writing.Write(capture.AsSpan(0, 2000));
                writing.Flush();
                // A file that came later, and whole at once, is taken before.
                File.WriteAllBytes(scans["other"], capture);
                File.Move(scans["other"], scans["captures/whole.pcap"]);
                Until(program, () => scans.Files("rows").Length == 2);
                Assert.Equal("whole.pcap", Names(scans).Last());
                writing.Write(capture.AsSpan(2000));
            }

            Until(program, () => scans.Files("rows").Length == 3);
            Assert.Equal(["new.pcap", "rsa-aes128-gcm/capture.pcap", "whole.pcap"], Names(scans));
            Assert.Contains("\"connections\":1", scans.RowsOf("rows", "new.pcap")[^1], StringComparison.Ordinal);
            OtherProcess.Run("kill", scans.Root, null, "-TERM", $"{program.Id}");
            Assert.True(program.WaitForExit(Patience.Limit));
            Assert.Equal(143, program.ExitCode);
        }
        finally
        {
            if (!program.HasExited) program.Kill();
        }
    }

    [Theory]
    [InlineData("--watch takes folders, and list is not one", "list", "--out", "rows", "--watch")]
    [InlineData("--watch takes new captures, and --again those", "captures", "--out", "rows", "--watch", "--again", "no_key")]
    public void Wrong_use_is_said_in_a_line(string line, params string[] arguments)
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        RunResult result = scans.Scan(arguments);
        Assert.Equal(2, result.Code);
        Assert.Contains(line, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static Process Start(ScanFolder scans) => Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "tlsdissect.dll"), "scan", "captures", "--out", "rows", "--watch", "-q"])
    {
        WorkingDirectory = scans.Root,
    })!;

    private static void Until(Process program, Func<bool> happened) =>
        Patience.Until(happened, () => $"the program {(program.HasExited ? "has ended" : "runs")}", () => program.HasExited);

    private static string[] Names(ScanFolder scans) =>
    [
        .. scans.Files("rows").Select(file => ScanFolder.RowsOf(file)[0].Split("\"capture\":\"")[1].Split('"')[0])
            .Order(StringComparer.Ordinal),
    ];
}
