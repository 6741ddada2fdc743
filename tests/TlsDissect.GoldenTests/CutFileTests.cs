using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>A file that ends anywhere: what an interrupted capture, a full disk or a broken download leave behind.</summary>
public class CutFileTests : IDisposable
{
    private const int Cuts = 40;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}.pcap");

    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("resumed-by-id")]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("multiple-interfaces")]
    [InlineData("secrets-block")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("linux-cooked-2")]
    public void A_capture_cut_at_any_byte_gives_what_stands_before_the_cut(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        byte[] file = File.ReadAllBytes(of.Capture);
        long packets = 0;
        // Every cut of a small part of the file, and one in each of many even parts: the same ones in every run.
        foreach (int length in Enumerable.Range(0, 30)
            .Concat(Enumerable.Range(1, Cuts).Select(i => (int)((long)file.Length * i / Cuts) - i % 7))
            .Where(l => l >= 0 && l < file.Length).Distinct().Order())
        {
            File.WriteAllBytes(_path, file[..length]);
            RunResult result = InProcess.Run(of.Folder, ["read", "--format", "json", "--hash", "--threads", "2", .. of.Keys, _path]);

            Assert.True(result.Code is 0 or 1, $"{name} cut at {length}: exit {result.Code}");
            if (result.Code == 1) Assert.Contains(result.ErrorLines, line => line.Contains(_path, StringComparison.Ordinal));
            Assert.All(result.Lines, line => Assert.NotNull(JsonNode.Parse(line)));
            Assert.DoesNotContain(result.ErrorLines, line => line.Contains("   at ", StringComparison.Ordinal));
            long now = Packets(result);
            Assert.True(now >= packets, $"{name} cut at {length}: {now} packets, {packets} when cut before");
            packets = now;
        }
    }

    [Fact]
    public void A_file_truncated_within_a_packet_is_a_warning_not_a_failure()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        byte[] file = File.ReadAllBytes(of.Capture);
        List<int> starts = PcapEdit.RecordStarts(file);
        for (int packet = 0; packet + 1 < starts.Count; packet++)
        {
            foreach (int cut in new[] { starts[packet] + 1, starts[packet] + 16, starts[packet + 1] - 1 })
            {
                File.WriteAllBytes(_path, file[..cut]);
                RunResult result = InProcess.Run(of.Folder, ["read", "--format", "json", .. of.Keys, _path]);

                Assert.Equal(0, result.Code);
                JsonNode warning = Assert.Single(Contract.Warnings(result));
                Assert.Equal(packet, (long?)warning["packet"]);
                Assert.Equal(_path, (string?)warning["capture"]);
                Assert.Equal(packet, Packets(result));
            }

            File.WriteAllBytes(_path, file[..starts[packet + 1]]);
            Assert.Empty(Contract.Warnings(InProcess.Run(of.Folder, ["read", "--format", "json", .. of.Keys, _path])));
        }
    }

    public void Dispose()
    {
        File.Delete(_path);
        GC.SuppressFinalize(this);
    }

    /// <summary>From the summary, which says nothing where nothing could be read.</summary>
    private static long Packets(RunResult result) => (long?)Contract.Summary(result)?["packets"] ?? 0;
}
