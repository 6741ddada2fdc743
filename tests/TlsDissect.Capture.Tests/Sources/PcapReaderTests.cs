using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Sources;

public class PcapReaderTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(true, PcapBytes.Microseconds, 123_456_000, 6)]
    [InlineData(false, PcapBytes.Microseconds, 123_456_000, 6)]
    [InlineData(true, PcapBytes.Nanoseconds, 123_456, 9)]
    [InlineData(false, PcapBytes.Nanoseconds, 123_456, 9)]
    [InlineData(true, PcapBytes.Modified, 123_456_000, 6)]
    [InlineData(false, PcapBytes.Modified, 123_456_000, 6)]
    public void Every_variant_and_byte_order_gives_the_same_packets(bool littleEndian, uint magic, long nanoseconds, int digits)
    {
        byte[] file = new PcapBytes(littleEndian, magic, LinkType.Raw).Packet(1_700_000_000, 123_456, [1, 2, 3], 1500)
            .Packet(4_000_000_000, 0, []).ToArray();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.Equal(
            [
                new OwnedItem(CapturedItemKind.Packet, 1, new CaptureTime(1_700_000_000 * Second + nanoseconds, digits), LinkType.Raw,
                    "010203", 1500, 0, ""),
                new OwnedItem(CapturedItemKind.Packet, 2, new CaptureTime(4_000_000_000 * Second, digits), LinkType.Raw, "", 0, 0, ""),
            ],
            items);
    }

    [Fact]
    public void Frame_check_sequence_bits_are_not_part_of_the_link_type()
    {
        byte[] file = new PcapBytes(linkType: (LinkType)0x54000001).Packet(0, 0, [1]).ToArray();

        Assert.Equal(LinkType.Ethernet, Assert.Single(OwnedItem.ReadAll(file)).LinkType);
    }

    [Fact]
    public void Lengths_in_the_old_order_are_put_right_before_version_2_4()
    {
        byte[] packet = [.. new ByteWriter(true).UInt32(1).UInt32(0).UInt32(60).UInt32(2).Raw([7, 8]).ToArray()];
        byte[] file = new PcapBytes(minor: 3).Raw(packet).ToArray();

        OwnedItem item = Assert.Single(OwnedItem.ReadAll(file));

        Assert.Equal(("0708", 60), (item.Data, item.OriginalLength));
    }

    [Fact]
    public void An_impossible_length_ends_the_file_with_a_failure_and_allocates_nothing_for_it()
    {
        byte[] hostile = new ByteWriter(true).UInt32(1).UInt32(0).UInt32(0x7FFFFFFF).UInt32(0x7FFFFFFF).ToArray();
        byte[] file = new PcapBytes().Packet(1, 0, [1]).Raw(hostile).Raw(new byte[100]).ToArray();
        OwnedItem.ReadAll(file);
        long before = GC.GetAllocatedBytesForCurrentThread();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Failure], items.Select(item => item.Kind));
        Assert.Contains("packet 2 claims 2147483647 bytes", items[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packet_longer_than_the_window_is_whole()
    {
        byte[] large = new byte[5 << 20];
        new Random(1).NextBytes(large);
        byte[] file = new PcapBytes().Packet(1, 0, [1]).Packet(2, 0, large).Packet(3, 0, [3]).ToArray();

        Assert.Equal(["01", Convert.ToHexString(large), "03"], OwnedItem.ReadAll(file).Select(item => item.Data));
    }
}
