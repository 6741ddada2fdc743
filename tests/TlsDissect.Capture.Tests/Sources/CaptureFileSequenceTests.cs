using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

public class CaptureFileSequenceTests
{
    [Fact]
    public void Packets_are_numbered_through_and_a_file_that_fails_is_reported_in_its_place()
    {
        using var first = new TemporaryFile(new PcapBytes().Packet(1, 0, [1]).Packet(2, 0, [2]).ToArray());
        using var second = new TemporaryFile(new PcapNgBytes().Interface().Packet([3]).Raw([1]).ToArray());
        using var third = new TemporaryFile(new PcapBytes().Packet(4, 0, [4]).ToArray());
        using var sequence = new CaptureFileSequence([first.Path, "/no/such.pcap", second.Path, Path.GetTempPath(), third.Path]);

        List<OwnedItem> items = OwnedItem.ReadAll(sequence);

        Assert.Equal(
            [
                (CapturedItemKind.Packet, 1L, "01"),
                (CapturedItemKind.Packet, 2, "02"),
                (CapturedItemKind.Failure, 2, ""),
                (CapturedItemKind.Packet, 3, "03"),
                (CapturedItemKind.Warning, 3, ""),
                (CapturedItemKind.Failure, 3, ""),
                (CapturedItemKind.Packet, 4, "04"),
            ],
            items.Select(item => (item.Kind, item.Number, item.Data)));
        Assert.Equal("/no/such.pcap: no such file", items[2].Text);
    }

    [Fact]
    public void Progress_through_a_link_is_that_of_the_file()
    {
        using var file = new TemporaryFile(new PcapBytes().Packet(1, 0, new byte[500]).ToArray());
        string link = file.Path + ".link";
        File.CreateSymbolicLink(link, file.Path);
        try
        {
            using var sequence = new CaptureFileSequence([link]);
            Assert.Equal(new FileInfo(file.Path).Length, sequence.Progress.TotalBytes);
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void Progress_counts_all_files()
    {
        using var first = new TemporaryFile(new PcapBytes().Packet(1, 0, [1]).ToArray());
        using var second = new TemporaryFile(new PcapBytes().Packet(1, 0, new byte[500]).ToArray());
        using var sequence = new CaptureFileSequence([first.Path, second.Path]);
        long total = new FileInfo(first.Path).Length + new FileInfo(second.Path).Length;

        Assert.Equal(new CaptureProgress(0, total), sequence.Progress);
        OwnedItem.ReadAll(sequence);
        Assert.Equal(new CaptureProgress(total, total), sequence.Progress);
    }
}
