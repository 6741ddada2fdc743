using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <summary>The records of a side after a hello that may begin the next session, held until that is decided.</summary>
/// <param name="isLikely">Whether it counts as the next session if the other side does not decide it.</param>
internal sealed class UndecidedRecords(bool isLikely)
{
    private const int HeldByEntry = 120;

    private readonly List<Entry> _entries = [];
    private long _distance;
    private int _tried = 1; // The hello is in the clear.

    /// <summary>A record, a loss, or the place where records continue after it.</summary>
    /// <param name="Position">Its packet.</param>
    /// <param name="Before">Bytes of the stream between the hello's start and this.</param>
    private sealed record Entry(StreamPosition Position, long Before)
    {
        public (RecordHeader Header, byte[] Fragment)? Record { get; init; }

        public (long Missing, int? Records)? Lost { get; init; }

        public (long Distance, byte[] Preceding)? Resync { get; init; }

        public UnreadBytes? Unread { get; init; }
    }

    public bool IsLikely { get; } = isLikely;

    /// <summary>The packet of the hello.</summary>
    public StreamPosition First => _entries[0].Position;

    /// <summary>Bytes of memory used.</summary>
    public int Held { get; private set; }

    public void Add(in TlsRecord record)
    {
        Add(new Entry(record.Position, _distance) { Record = (record.Header, record.Fragment.ToArray()) }, record.Fragment.Length);
        _distance += RecordHeader.Size + record.Header.Length;
    }

    public void AddLost(long missing, int? records, in StreamPosition position)
    {
        Add(new Entry(position, _distance) { Lost = (missing, records) }, 0);
        _distance += missing;
    }

    public void AddResync(in ResyncPoint place, in StreamPosition position) =>
        Add(new Entry(position, _distance) { Resync = (place.Distance, place.Preceding.ToArray()) }, place.Preceding.Length);

    public void AddUnread(in UnreadBytes unread) => Add(new Entry(unread.First, _distance) { Unread = unread }, 0);

    /// <summary>
    /// Hands a session the first record that it decrypts and all after it. The hello and the records in between count as skipped. Each
    /// record is tried once.
    /// </summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="session">The present session. A successful probe must be followed by its record.</param>
    /// <returns><c>false</c> if it decrypts none.</returns>
    public bool TryReturn(int side, IRecordHandler session)
    {
        for (; _tried < _entries.Count; _tried++)
        {
            if (_entries[_tried] is not { Record: var (header, fragment) } entry) continue;
            ReadOnlySpan<byte> preceding = _entries[_tried - 1].Record is var (_, before)
                ? before.AsSpan()[^Math.Min(before.Length, ResyncPoint.PrecedingLength)..]
                : default;
            if (session.Probe(side, new TlsRecord(header, fragment, entry.Position),
                new ResyncPoint(entry.Before, preceding)) != CandidateVerdict.Record) continue;
            session.OnUnread(side, new UnreadBytes(UnreadKind.Skipped, SizeBefore(_tried), First));
            Replay(side, session, _tried);
            return true;
        }

        return false;
    }

    /// <summary>Hands all entries to a session, in order.</summary>
    public void Replay(int side, IRecordHandler session, int from = 0)
    {
        foreach (Entry entry in _entries[from..])
        {
            if (entry.Record is var (header, fragment)) session.OnRecord(side, new TlsRecord(header, fragment, entry.Position));
            else if (entry.Lost is var (missing, records)) session.OnLost(side, missing, records, entry.Position);
            else if (entry.Unread is UnreadBytes unread) session.OnUnread(side, unread);
            else if (entry.Resync is var (distance, preceding))
                session.OnResync(side, new ResyncPoint(distance, preceding), entry.Position);
        }
    }

    /// <summary>Bytes of the stream before an entry, without those that are missing.</summary>
    private long SizeBefore(int end)
    {
        long size = 0;
        foreach (Entry entry in _entries[..end])
        {
            if (entry.Record is var (header, _)) size += RecordHeader.Size + header.Length;
            else if (entry.Unread is { Kind: UnreadKind.Skipped } unread) size += unread.Length;
        }

        return size;
    }

    private void Add(Entry entry, int bytes)
    {
        _entries.Add(entry);
        Held += HeldByEntry + bytes;
    }
}
