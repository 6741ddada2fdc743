using CsCheck;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Capture.Writing;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Writing;

public class PcapNgWriterTests
{
    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Long[0, 4_000_000_000_000_000_000], Gen.Int[0, 5000], Gen.Int[0, 9]).List[0, 20].Sample(
            packets =>
        {
            MemoryStream file = new();
            PcapNgWriter writer = new(file, "made");
            List<OwnedItem> expected = [];
            foreach ((byte[] data, long nanoseconds, int cut, int digits) in packets)
            {
                int id = writer.AddInterface(LinkType.Raw, 0, "veth0", digits);
                writer.WritePacket(id, new CaptureTime(nanoseconds, digits), data, data.Length + cut);
                long unit = (long)Math.Pow(10, 9 - digits);
                expected.Add(
                    new OwnedItem(CapturedItemKind.Packet, expected.Count + 1, new CaptureTime(nanoseconds / unit * unit, digits),
                        LinkType.Raw, Convert.ToHexString(data), data.Length + cut, 0, ""));
            }

            Assert.Equal(file.Length, writer.Length);
            Assert.Equal(expected, OwnedItem.Packets(OwnedItem.ReadAll(file.ToArray())));
        });

    [Fact]
    public void Secrets_and_comments_keep_their_places()
    {
        MemoryStream file = new();
        PcapNgWriter writer = new(file);
        int id = writer.AddInterface(LinkType.Ethernet, comment: "an interface");
        writer.WriteSecrets(CapturedItem.TlsKeyLog, "CLIENT_RANDOM 00 11\n"u8);
        writer.WritePacket(id, default, [1, 2, 3], 3, "a packet");
        writer.WriteStatistics(id, default, 1, 0);

        List<OwnedItem> items = OwnedItem.ReadAll(file.ToArray());

        Assert.Equal([CapturedItemKind.Comment, CapturedItemKind.Secrets, CapturedItemKind.Packet, CapturedItemKind.Comment],
            items.Select(item => item.Kind));
        Assert.Equal(["an interface", "", "", "a packet"], items.Select(item => item.Text));
        Assert.Equal(Convert.ToHexString("CLIENT_RANDOM 00 11\n"u8), items[1].Data);
        Assert.Equal(CapturedItem.TlsKeyLog, items[1].SecretsType);
    }
}
