using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Sources;

public class SnoopReaderTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(0, LinkType.Ethernet)]
    [InlineData(4, LinkType.Ethernet)]
    [InlineData(14, LinkType.Null)]
    [InlineData(25, LinkType.Ethernet)]
    public void Packets_come_with_time_lengths_and_link_type_and_without_their_padding(int dataLink, LinkType linkType)
    {
        byte[] file = new SnoopBytes(dataLink).Packet(1_700_000_000, 123_456, [1, 2, 3], 1500).Packet(4_000_000_000, 0, [])
            .Packet(1, 0, [4], pad: 8).ToArray();

        Assert.Equal(
            [
                new OwnedItem(CapturedItemKind.Packet, 1, new CaptureTime(1_700_000_000 * Second + 123_456_000, 6), linkType, "010203",
                    1500, 0, ""),
                new OwnedItem(CapturedItemKind.Packet, 2, new CaptureTime(4_000_000_000 * Second, 6), linkType, "", 0, 0, ""),
                new OwnedItem(CapturedItemKind.Packet, 3, new CaptureTime(Second, 6), linkType, "04", 1, 0, ""),
            ],
            OwnedItem.ReadAll(file));
    }

    [Theory]
    [InlineData(2, 2, "snoop datalink type 2 (IEEE 802.5 Token Ring) is not supported")]
    [InlineData(8, 2, "snoop datalink type 8 (FDDI) is not supported")]
    [InlineData(1234567, 2, "snoop datalink type 1234567 (not registered) is not supported")]
    [InlineData(4, 3, "snoop version 3 is not supported")]
    public void What_is_not_supported_is_named(int dataLink, int version, string problem)
    {
        OwnedItem item = Assert.Single(OwnedItem.ReadAll(new SnoopBytes(dataLink, version).Packet(1, 0, [1]).ToArray()));

        Assert.Equal(CapturedItemKind.Failure, item.Kind);
        Assert.EndsWith(problem, item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropped_packets_are_counted_in_a_warning_at_the_end()
    {
        byte[] file = new SnoopBytes().Packet(1, 0, [1], drops: 3).Packet(2, 0, [2], drops: 17).ToArray();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Packet, CapturedItemKind.Warning], items.Select(item => item.Kind));
        Assert.EndsWith("17 packets were dropped while it was captured", items[2].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "packet 2 has 3 bytes in a record of 26")]
    [InlineData(100_000, "packet 2 has 3 bytes in a record of 100027")]
    public void A_record_length_that_does_not_fit_its_packet_ends_the_file_with_a_failure(int pad, string problem)
    {
        byte[] file = new SnoopBytes().Packet(1, 0, [1]).Packet(2, 0, [1, 2, 3], pad: pad).ToArray();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Failure], items.Select(item => item.Kind));
        Assert.Contains(problem, items[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_length_ends_the_file_with_a_failure_and_allocates_nothing_for_it()
    {
        byte[] hostile = new ByteWriter(littleEndian: false).UInt32(0x7FFFFFFF).UInt32(0x7FFFFFFF).UInt32(0xFFFFFFFF).Raw(new byte[100])
            .ToArray();
        byte[] file = new SnoopBytes().Packet(1, 0, [1]).Raw(hostile).ToArray();
        OwnedItem.ReadAll(file);
        long before = GC.GetAllocatedBytesForCurrentThread();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Failure], items.Select(item => item.Kind));
    }
}
