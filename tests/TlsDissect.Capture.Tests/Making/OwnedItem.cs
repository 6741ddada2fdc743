using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>A captured item that outlives its source; bytes as hex, so that records compare by value.</summary>
internal sealed record OwnedItem(CapturedItemKind Kind, long Number, CaptureTime Time, LinkType LinkType, string Data, int OriginalLength,
    uint SecretsType, string Text)
{
    public static List<OwnedItem> ReadAll(IPacketSource source)
    {
        var items = new List<OwnedItem>();
        while (source.TryRead(out CapturedItem item))
            items.Add(
                new OwnedItem(item.Kind, item.PacketNumber, item.Time, item.LinkType, Convert.ToHexString(item.Data), item.OriginalLength,
                    item.SecretsType, item.Text));
        Assert.False(source.TryRead(out _), "a source that has ended stays ended");
        return items;
    }

    public static List<OwnedItem> ReadAll(byte[] file)
    {
        using IPacketSource source = CaptureFile.Open(new MemoryStream(file), "made.pcap");
        return ReadAll(source);
    }

    public static List<OwnedItem> ReadAll(string path)
    {
        using IPacketSource source = CaptureFile.Open(path);
        return ReadAll(source);
    }

    public static List<OwnedItem> Packets(IEnumerable<OwnedItem> items) => [.. items.Where(item => item.Kind == CapturedItemKind.Packet)];
}
