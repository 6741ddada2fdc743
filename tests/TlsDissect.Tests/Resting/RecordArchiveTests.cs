using TlsDissect.Protocol;
using TlsDissect.Resting;

namespace TlsDissect.Tests.Resting;

/// <summary>What is kept of a connection's records.</summary>
public sealed class RecordArchiveTests
{
    private static readonly RecordHeader Header = new(ContentType.ApplicationData, ProtocolVersion.Tls12, 100);

    /// <summary>A record that waits for a key is tried with every secret that comes.</summary>
    [Fact]
    public void A_record_that_is_tried_again_and_again_takes_no_room()
    {
        using RecordArchive archive = new(new SharedParts());
        for (int packet = 1; packet <= 10_000; packet++)
        {
            (int, int, StreamPosition, bool) before = archive.Mark;
            archive.AddOpaque(0, Header, new StreamPosition(packet, new CaptureTime(packet)));
            archive.TakeBack(before);
        }

        archive.AddOpaque(1, Header, new StreamPosition(10_001, new CaptureTime(10_001)));

        Assert.False(archive.IsBroken);
        ArchiveReader entries = archive.Entries;
        Assert.True(entries.MoveNext());
        Assert.Equal((1, Header, 10_001L), (entries.Side, entries.Header, entries.Position.Packet));
        Assert.False(entries.MoveNext());
    }
}
