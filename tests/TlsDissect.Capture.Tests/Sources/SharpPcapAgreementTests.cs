using SharpPcap;
using SharpPcap.LibPcap;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

/// <summary>libpcap reads the same packets at the same times, wherever it reads a file at all.</summary>
public class SharpPcapAgreementTests
{
    public static TheoryData<string, byte[]> Files
    {
        get
        {
            var files = new TheoryData<string, byte[]>();
            foreach (bool littleEndian in (bool[])[true, false])
            {
                foreach (uint magic in (uint[])[PcapBytes.Microseconds, PcapBytes.Nanoseconds, PcapBytes.Modified])
                    files.Add($"pcap {magic:x} {littleEndian}",
                        new PcapBytes(littleEndian, magic).Packet(1_700_000_000, 999_999, [1, 2, 3], 60).Packet(0, 1, new byte[1500])
                            .ToArray());

                foreach (byte resolution in (byte[])[0, 3, 6, 9, 12, 0x80, 0x8A, 0x9E])
                {
                    files.Add($"pcapng {resolution} {littleEndian}", new PcapNgBytes(littleEndian).Interface(resolution: resolution)
                        .Packet([1, 2, 3], 1_700_000_123, originalLength: 99).Packet(new byte[1501], 5, 0, null, "comment")
                        .ObsoletePacket([4, 5], 1_600_000_321).SimplePacket([1])
                        .Block(0x0BAD, body => body.UInt32(1)).Section(littleEndian).Interface(resolution: resolution).Packet([7], 42)
                        .ToArray());
                }

                files.Add($"offset {littleEndian}",
                    new PcapNgBytes(littleEndian).Interface(resolution: 9, offset: 1_700_000_000).Packet([1], 123_456_789).ToArray());
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Made_files_read_the_same(string kind, byte[] content)
    {
        using var file = new TemporaryFile(content);

        Assert.False(string.IsNullOrEmpty(kind));
        Assert.Equal(ReadWithSharpPcap(file.Path), Ours(file.Path));
    }

    [Fact]
    public void Every_capture_of_the_repository_reads_the_same()
    {
        foreach (string path in RepositoryCaptures.Paths())
        {
            List<(decimal, string, int)> ours = Ours(path);
            Assert.NotEmpty(ours);
            if (LinkTypes(path) > 1) continue; // libpcap refuses these

            using var plain = new TemporaryFile(RepositoryCaptures.ReadPlain(path)); // and compressed ones
            Assert.Equal(ReadWithSharpPcap(plain.Path), ours);
        }
    }

    private static int LinkTypes(string path) =>
        OwnedItem.Packets(OwnedItem.ReadAll(path)).Select(packet => packet.LinkType).Distinct().Count();

    private static List<(decimal Time, string Data, int Length)> Ours(string path) =>
        [.. OwnedItem.Packets(OwnedItem.ReadAll(path))
            .Select(packet => (packet.Time.Nanoseconds / 1_000_000_000m, packet.Data, packet.OriginalLength))];

    private static List<(decimal Time, string Data, int Length)> ReadWithSharpPcap(string path)
    {
        var packets = new List<(decimal, string, int)>();
        using var device = new CaptureFileReaderDevice(path);
        device.Open(new DeviceConfiguration { TimestampResolution = SharpPcap.TimestampResolution.Nanosecond });
        while (device.GetNextPacket(out PacketCapture packet) == GetPacketStatus.PacketRead)
            packets.Add((packet.Header.Timeval.Value, Convert.ToHexString(packet.Data), (int)((PcapHeader)packet.Header).PacketLength));
        return packets;
    }
}
