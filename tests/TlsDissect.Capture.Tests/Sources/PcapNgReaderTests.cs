using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Sources;

public class PcapNgReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_packet_block_is_read_with_its_own_interface(bool littleEndian)
    {
        byte[] file = new PcapNgBytes(littleEndian)
            .Interface(LinkType.Ethernet, snapLength: 2)
            .Interface(LinkType.Raw, resolution: 9)
            .Packet([1, 2, 3], time: 1_700_000_000_123_456, originalLength: 60)
            .Packet([4], time: 1_700_000_000_123_456_789, interfaceId: 1)
            .ObsoletePacket([5, 6], time: 1_700_000_001_000_000_000, interfaceId: 1)
            .SimplePacket([7, 8], originalLength: 1000)
            .ToArray();

        Assert.Equal(
            [
                Packet(1, new CaptureTime(1_700_000_000_123_456_000, 6), LinkType.Ethernet, "010203", 60),
                Packet(2, new CaptureTime(1_700_000_000_123_456_789, 9), LinkType.Raw, "04", 1),
                Packet(3, new CaptureTime(1_700_000_001_000_000_000, 9), LinkType.Raw, "0506", 2),
                Packet(4, default, LinkType.Ethernet, "0708", 1000),
            ],
            OwnedItem.ReadAll(file));
    }

    [Fact]
    public void Interfaces_are_numbered_from_0_in_each_section_of_either_byte_order()
    {
        byte[] file = new PcapNgBytes(littleEndian: true).Interface(LinkType.Ethernet).Packet([1])
            .Section(littleEndian: false).Interface(LinkType.Raw).Packet([2])
            .Section(littleEndian: true).Interface(LinkType.LinuxSll).Packet([3]).ToArray();

        Assert.Equal([LinkType.Ethernet, LinkType.Raw, LinkType.LinuxSll], OwnedItem.ReadAll(file).Select(item => item.LinkType));
    }

    [Fact]
    public void Secrets_and_comments_come_in_their_place()
    {
        byte[] file = new PcapNgBytes().Section(true, "of the section").Interface()
            .Packet([1]).Secrets("CLIENT_RANDOM a b").Packet([2], 0, 0, null, "first", "zweiter: ü").Secrets("x", 0x57474B4C).Packet([3])
            .ToArray();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.Equal(
            [
                (CapturedItemKind.Comment, 0L, "of the section"),
                (CapturedItemKind.Packet, 1, ""),
                (CapturedItemKind.Secrets, 1, ""),
                (CapturedItemKind.Packet, 2, ""),
                (CapturedItemKind.Comment, 2, "first"),
                (CapturedItemKind.Comment, 2, "zweiter: ü"),
                (CapturedItemKind.Secrets, 2, ""),
                (CapturedItemKind.Packet, 3, ""),
            ],
            items.Select(item => (item.Kind, item.Number, item.Text)));
        Assert.Equal((CapturedItem.TlsKeyLog, Convert.ToHexString("CLIENT_RANDOM a b"u8)), (items[2].SecretsType, items[2].Data));
        Assert.Equal((0x57474B4Cu, "78"), (items[6].SecretsType, items[6].Data));
    }

    [Fact]
    public void Blocks_of_other_types_are_skipped()
    {
        byte[] file = new PcapNgBytes().Interface()
            .Block(4, body => body.Raw(new byte[40])).Packet([1])
            .Block(5, body => body.Raw(new byte[64])).Block(0x0BAD, body => body.Raw(new byte[400])).Block(0x80000001, body => body.Raw([]))
            .Packet([2]).ToArray();

        Assert.Equal(["01", "02"], OwnedItem.ReadAll(file).Select(item => item.Data));
    }

    [Fact]
    public void Packets_of_an_undeclared_interface_are_reported_once_and_do_not_count()
    {
        byte[] file = new PcapNgBytes().Interface().Packet([1], interfaceId: 1).Packet([2], interfaceId: 1).Packet([3]).ToArray();

        List<OwnedItem> items = OwnedItem.ReadAll(file);

        Assert.Equal([(CapturedItemKind.Warning, 0L), (CapturedItemKind.Packet, 1)], items.Select(item => (item.Kind, item.Number)));
        Assert.Contains("interface 1", items[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_captured_length_past_the_block_is_reported_and_reading_goes_on()
    {
        byte[] file = new PcapNgBytes().Interface()
            .Block(6, body => body.UInt32(0).UInt32(0).UInt32(0).UInt32(0x7FFFFFFF).UInt32(4).Raw(new byte[4]))
            .Block(10, body => body.UInt32(CapturedItem.TlsKeyLog).UInt32(0xFFFFFFFF))
            .Block(6, body => body.Raw(new byte[8]))
            .Packet([9]).ToArray();

        Assert.Equal(
            [CapturedItemKind.Warning, CapturedItemKind.Warning, CapturedItemKind.Warning, CapturedItemKind.Packet],
            OwnedItem.ReadAll(file).Select(item => item.Kind));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(11u)]
    [InlineData(0x7FFFFFFCu)]
    [InlineData(0xFFFFFFFCu)]
    [InlineData(0x00F00000u)]
    [InlineData(64u)]
    public void A_wrong_block_length_costs_one_packet_and_a_warning(uint wrong)
    {
        byte[] lost = new byte[40];
        var file = new PcapNgBytes().Interface().Packet([1]);
        int at = file.Length;
        byte[] bytes = file.Packet(lost).Packet([2]).Packet([3]).ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 4), wrong);

        List<OwnedItem> items = OwnedItem.ReadAll(bytes);

        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Warning, CapturedItemKind.Packet, CapturedItemKind.Packet],
            items.Select(item => item.Kind));
        Assert.Equal(["01", "02", "03"], OwnedItem.Packets(items).Select(item => item.Data));
        Assert.Contains($"byte {at};", items[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_to_the_end_is_a_failure()
    {
        byte[] garbage = new byte[3 << 20];
        garbage.AsSpan().Fill(0xEE);
        byte[] file = new PcapNgBytes().Interface().Packet([1]).Raw(garbage).ToArray();

        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Failure], OwnedItem.ReadAll(file).Select(item => item.Kind));
    }

    [Fact]
    public void Packets_after_a_megabyte_of_garbage_are_found()
    {
        byte[] garbage = new byte[(1 << 20) + 400];
        garbage.AsSpan().Fill(0xEE);
        byte[] file = new PcapNgBytes().Interface().Packet([1]).Raw(garbage).Packet([2]).ToArray();

        Assert.Equal([CapturedItemKind.Packet, CapturedItemKind.Warning, CapturedItemKind.Packet],
            OwnedItem.ReadAll(file).Select(item => item.Kind));
    }

    private static OwnedItem Packet(long number, CaptureTime time, LinkType linkType, string data, int originalLength) =>
        new(CapturedItemKind.Packet, number, time, linkType, data, originalLength, 0, "");
}
