using System.IO.Compression;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

public class CaptureFileTests
{
    private static readonly byte[] Plain = new PcapNgBytes().Interface().Packet(new byte[1000]).Packet([2]).ToArray();

    [Fact]
    public void Gzip_and_zstd_are_told_by_content_and_give_the_same_items()
    {
        List<OwnedItem> expected = OwnedItem.ReadAll(Plain);

        Assert.Equal(expected, OwnedItem.ReadAll(Gzip(Plain)));
        Assert.Equal(expected, OwnedItem.ReadAll(Zstandard(Plain)));
        Assert.Equal(expected, OwnedItem.ReadAll([.. Gzip(Plain[..500]), .. Gzip(Plain[500..])]));
        Assert.Equal(expected, OwnedItem.ReadAll([0x5A, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4, .. Zstandard(Plain)]));
    }

    [Fact]
    public void A_compressed_snoop_file_gives_the_same_items()
    {
        byte[] plain = new SnoopBytes().Packet(1, 0, new byte[1000]).Packet(2, 0, [2]).ToArray();

        Assert.Equal(OwnedItem.ReadAll(plain), OwnedItem.ReadAll(Gzip(plain)));
        Assert.Equal(OwnedItem.ReadAll(plain), OwnedItem.ReadAll(Zstandard(plain)));
    }

    [Fact]
    public void Every_prefix_of_a_compressed_capture_gives_a_prefix_and_never_throws()
    {
        byte[] plain = Incompressible();
        List<OwnedItem> whole = OwnedItem.ReadAll(plain);
        foreach (byte[] file in new[] { Gzip(plain), Zstandard(plain) })
        {
            for (int length = 100; length < file.Length; length += 997)
            {
                List<OwnedItem> items;
                try
                {
                    items = OwnedItem.ReadAll(file[..length]);
                }
                catch (CaptureException)
                {
                    continue; // cut before the first compressed byte gave anything: not to be told from any other damaged file
                }

                Assert.Equal(CapturedItemKind.Failure, items[^1].Kind);
                Assert.Equal(whole.Take(items.Count - 1), items.SkipLast(1));
            }
        }
    }

    [Fact]
    public void A_damaged_gzip_ends_with_a_failure_that_says_so()
    {
        byte[] file = Gzip(Incompressible());
        file[^6] ^= 0xFF;

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.InRange(items.Count, 30, 51);
        Assert.Equal(CapturedItemKind.Failure, items[^1].Kind);
        Assert.Contains("compressed data is damaged", items[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("abc", "is too short to be a capture file")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", "is not a capture file (pcap, pcapng or snoop, plain or compressed with gzip or zstd)")]
    public void A_file_that_is_not_a_capture_is_refused_in_one_line_with_its_name(string content, string problem)
    {
        using var file = new TemporaryFile(System.Text.Encoding.ASCII.GetBytes(content));

        CaptureException e = Assert.Throws<CaptureException>(() => CaptureFile.Open(file.Path));

        Assert.Equal($"{file.Path}: {problem}", e.Message);
    }

    [Fact]
    public void Missing_files_and_directories_are_named()
    {
        string folder = Path.GetTempPath();

        Assert.Equal($"{folder}: is a directory, not a capture file",
            Assert.Throws<CaptureException>(() => CaptureFile.Open(folder)).Message);
        Assert.Equal("/no/such.pcap: no such file", Assert.Throws<CaptureException>(() => CaptureFile.Open("/no/such.pcap")).Message);
    }

    [Fact]
    public void A_file_that_grows_is_read_as_far_as_it_is_and_can_be_opened_while_it_is_written()
    {
        using var file = new TemporaryFile(Plain[..^10]);
        using var writer = new FileStream(file.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using IPacketSource reader = CaptureFile.Open(file.Path);

        Assert.Equal(CapturedItemKind.Warning, OwnedItem.ReadAll(reader)[^1].Kind);
        writer.Write(Plain.AsSpan()[^10..]);
        writer.Flush();
        Assert.Equal(OwnedItem.ReadAll(Plain), OwnedItem.ReadAll(file.Path));
    }

    [Fact]
    public async Task Readers_of_one_file_are_independent()
    {
        var made = new PcapBytes();
        for (int i = 0; i < 20_000; i++) made.Packet(i, 0, new byte[i % 1500]);
        using var file = new TemporaryFile(made.ToArray());
        List<OwnedItem> expected = OwnedItem.ReadAll(file.Path);

        Task<bool>[] readers =
            [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => expected.SequenceEqual(OwnedItem.ReadAll(file.Path))))];

        Assert.All(await Task.WhenAll(readers), Assert.True);
    }

    [Fact]
    public void Progress_ends_at_the_length_of_the_file_as_stored()
    {
        using var file = new TemporaryFile(Gzip(Plain));
        using IPacketSource source = CaptureFile.Open(file.Path);

        OwnedItem.ReadAll(source);

        long length = new FileInfo(file.Path).Length;
        Assert.Equal(new CaptureProgress(length, length), source.Progress);
    }

    /// <summary>50 packets of noise.</summary>
    private static byte[] Incompressible()
    {
        byte[] noise = new byte[1000];
        var random = new Random(3);
        var made = new PcapBytes();
        for (int i = 0; i < 50; i++)
        {
            random.NextBytes(noise);
            made.Packet(i, 0, noise);
        }

        return made.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }

    private static byte[] Zstandard(byte[] content)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(content).ToArray();
    }
}
