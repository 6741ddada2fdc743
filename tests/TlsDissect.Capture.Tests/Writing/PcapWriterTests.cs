using CsCheck;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Capture.Writing;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Writing;

public class PcapWriterTests
{
    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Long[0, 4_000_000_000_000_000_000]).List[0, 20].Sample(packets =>
        {
            MemoryStream file = new();
            PcapWriter writer = new(file, LinkType.Ethernet);
            List<OwnedItem> expected = [];
            foreach ((byte[] data, long nanoseconds) in packets)
            {
                writer.WritePacket(new CaptureTime(nanoseconds, 9), data);
                expected.Add(
                    new OwnedItem(CapturedItemKind.Packet, expected.Count + 1, new CaptureTime(nanoseconds / 1000 * 1000, 6),
                        LinkType.Ethernet, Convert.ToHexString(data), data.Length, 0, ""));
            }

            Assert.Equal(expected, OwnedItem.Packets(OwnedItem.ReadAll(file.ToArray())));
        });
}
