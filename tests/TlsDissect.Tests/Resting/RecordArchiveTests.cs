using CsCheck;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Resting;

namespace TlsDissect.Tests.Resting;

/// <summary>The archive of a connection's records.</summary>
public sealed class RecordArchiveTests
{
    private static readonly RecordHeader Header = new(ContentType.ApplicationData, ProtocolVersion.Tls12, 100);

    /// <summary>
    /// One thing that happened: a record in the clear has a fragment, a loss has what was lost, a record that stays encrypted has neither.
    /// </summary>
    private sealed record Entry(int Side, StreamPosition Position, RecordHeader Header, byte[]? Fragment, LostRecords? Lost);

    private static readonly Gen<Entry> Entries = Gen.Select(
        Gen.Int[0, 1],
        Gen.Long[0, long.MaxValue],
        Gen.Long,
        Gen.Select(Gen.Byte, Gen.UShort),
        Gen.Byte.Array[0, 600],
        Gen.Int[0, 2],
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, int.MaxValue - 1].Nullable()))
        .Select((side, packet, time, header, fragment, kind, lost) => new Entry(
            side,
            new StreamPosition(packet, new CaptureTime(time)),
            kind == 2 ? default : new RecordHeader((ContentType)header.Item1, (ProtocolVersion)header.Item2, fragment.Length),
            kind == 0 ? fragment : null,
            kind == 2 ? new LostRecords(lost.Item1, lost.Item2) : null));

    [Fact]
    public void Any_records_and_losses_at_any_positions_are_read_again_as_they_were_added() => Entries.Array[0, 60].Sample(entries =>
    {
        using RecordArchive archive = new();
        foreach (Entry entry in entries) Add(archive, entry);

        Assert.False(archive.IsBroken);
        ArchiveReader reader = archive.Entries;
        foreach (Entry entry in entries)
        {
            Assert.True(reader.MoveNext());
            Assert.Equal(entry.Lost is not null ? ArchiveKind.Lost : entry.Fragment is not null ? ArchiveKind.Plain : ArchiveKind.Opaque,
                reader.Kind);
            Assert.Equal((entry.Side, entry.Position), (reader.Side, reader.Position));
            if (entry.Lost is LostRecords lost) Assert.Equal(lost, reader.Lost);
            else Assert.Equal(entry.Header, reader.Header);
            Assert.Equal(entry.Fragment ?? [], reader.Fragment);
        }

        Assert.False(reader.MoveNext());
    });

    [Fact]
    public void The_longest_log_is_no_longer_than_it_says_and_one_record_more_breaks_it()
    {
        using RecordArchive archive = new();
        int longest = 0;
        for (int packet = 1; !archive.IsBroken; packet++)
        {
            longest = archive.Bytes.Length;
            byte[] fragment = new byte[RecordHeader.MaxFragmentLength];
            archive.AddPlain(1,
                new TlsRecord(new RecordHeader(ContentType.Handshake, ProtocolVersion.Tls12, fragment.Length), fragment,
                    new StreamPosition(packet, new CaptureTime(packet))));
        }

        Assert.InRange(longest, 3 * RecordHeader.MaxFragmentLength, RecordArchive.MaxLength);
        Assert.True(archive.Bytes.IsEmpty);
        (int, StreamPosition, bool) before = (10, default, true);
        archive.TakeBack(before);
        Assert.True(archive.Bytes.IsEmpty);
    }

    /// <summary>A record that waits for a key is tried with every secret that comes.</summary>
    [Fact]
    public void A_record_that_is_tried_again_and_again_takes_no_room()
    {
        using RecordArchive archive = new();
        for (int packet = 1; packet <= 10_000; packet++)
        {
            (int, StreamPosition, bool) before = archive.Mark;
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

    private static void Add(RecordArchive archive, Entry entry)
    {
        if (entry.Lost is LostRecords lost) archive.AddLost(entry.Side, lost, entry.Position);
        else if (entry.Fragment is byte[] fragment) archive.AddPlain(entry.Side, new TlsRecord(entry.Header, fragment, entry.Position));
        else archive.AddOpaque(entry.Side, entry.Header, entry.Position);
    }
}
