using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

/// <summary>Any prefix of a capture gives a prefix of its packets, and a warning unless it ends between two packets.</summary>
public class PrefixLawTests
{
    private const int MagicSize = 4;

    public static TheoryData<string, byte[]> Files => new()
    {
        { "pcap", new PcapBytes().Packet(1, 2, [1, 2, 3]).Packet(2, 3, new byte[70], 1500).Packet(3, 4, []).ToArray() },
        { "modified pcap", new PcapBytes(false, PcapBytes.Modified).Packet(1, 2, [1, 2, 3]).Packet(2, 3, new byte[70]).ToArray() },
        { "snoop", new SnoopBytes().Packet(1, 2, [1, 2, 3]).Packet(2, 3, new byte[70], 1500).Packet(3, 4, []).ToArray() },
        {
            "pcapng",
            new PcapNgBytes().Section(true, "hello").Interface(resolution: 9).Packet([1, 2, 3], 5, 0, 100, "a comment")
                .Secrets("CLIENT_RANDOM").SimplePacket([1])
                .Section(false).Interface(LinkType.Raw).Packet(new byte[33], 7).ObsoletePacket([8, 9]).ToArray()
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_prefix_gives_a_prefix_of_the_items_and_a_warning(string kind, byte[] file)
    {
        List<OwnedItem> whole = OwnedItem.ReadAll(file);
        int clean = 0;
        for (int length = MagicSize; length < file.Length; length++)
        {
            List<OwnedItem> items = OwnedItem.ReadAll(file[..length]);
            bool isCut = items.Count > 0 && items[^1].Kind == CapturedItemKind.Warning;
            if (isCut) items.RemoveAt(items.Count - 1);
            else clean++;

            Assert.Equal(whole.Take(items.Count), items);
        }

        // Cleanly cut between blocks: after the file header and after every block but the last.
        Assert.Equal(kind switch { "pcap" or "snoop" => 3, "modified pcap" => 2, _ => 9 }, clean);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Mutated_files_never_throw_and_always_end(string kind, byte[] file)
    {
        var random = new Random(kind.Length);
        for (int round = 0; round < 5000; round++)
        {
            byte[] mutated = [.. file];
            for (int i = random.Next(1, 6); i > 0; i--) mutated[random.Next(MagicSize, mutated.Length)] = (byte)random.Next(256);

            Assert.InRange(OwnedItem.ReadAll(mutated).Count, 0, file.Length);
        }
    }
}
