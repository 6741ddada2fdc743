using System.Buffers;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Connections;

/// <summary>
/// Encrypted records of one connection, kept in order per direction until a known secret decrypts them. Bounded by
/// <see cref="DissectorOptions.MaxWaitingBytes"/> and <see cref="DissectorOptions.MaxWaitingBytesInAll"/>.
/// </summary>
/// <param name="owner">The connection.</param>
/// <param name="all">Counts the bytes of all connections.</param>
/// <param name="onFlight">Takes what decrypted records say of their flights when no record before them waits any more.</param>
internal sealed class WaitingRecords(IAwaitsKeys owner, ConnectionsAwaitingKeys all, Action<DecryptedFlight> onFlight)
{
    private readonly Queue<HeldRecord>[] _held = [new(), new()];
    private readonly FlightsAhead _ahead = new();
    private readonly long[] _last = [-1, -1];
    private long _added;

    /// <summary>The number of the record that is being read, if it waited.</summary>
    private long? _reading;

    /// <summary>Bytes that a record counts for in addition to its fragment.</summary>
    private const int Overhead = 96;

    /// <summary>Bytes kept.</summary>
    public int Bytes { get; private set; }

    /// <summary>Bytes of memory used. The pool's buffers are longer than their content.</summary>
    public int Held { get; private set; } = HeldByObjects;

    private const int HeldByObjects = 320;

    /// <summary>Memory of a record besides its buffer: the array's header, and its entry in a queue that may be half empty.</summary>
    private const int HeldBeside = 160;

    /// <summary>Whether anything is kept.</summary>
    public bool IsEmpty => _held[0].Count == 0 && _held[1].Count == 0;

    /// <summary>
    /// One record with its fragment in a larger buffer. With <see cref="Lost"/>, a place where records were lost. Numbers count both
    /// directions together.
    /// </summary>
    internal readonly record struct HeldRecord(long Number, RecordHeader Header, byte[]? Fragment, StreamPosition Position,
        LostRecords? Lost)
    {
        public TlsRecord ToRecord() => new(Header, Fragment.AsSpan(0, Header.Length), Position);
    }

    public void Add(int side, in TlsRecord record)
    {
        byte[] fragment = ArrayPool<byte>.Shared.Rent(record.Fragment.Length);
        record.Fragment.CopyTo(fragment);
        _held[side].Enqueue(new HeldRecord(_last[side] = _added++, record.Header, fragment, record.Position, null));
        Count(record.Fragment.Length + Overhead);
        Held += fragment.Length + HeldBeside;
    }

    public void AddLost(int side, LostRecords lost, in StreamPosition position)
    {
        _held[side].Enqueue(new HeldRecord(_last[side] = _added++, default, null, position, lost));
        Count(Overhead);
        Held += HeldBeside;
    }

    /// <summary>Whether anything of a direction is kept.</summary>
    public bool Has(int side) => _held[side].Count > 0;

    /// <summary>Whether something of the other direction is kept that came before the record that is being read.</summary>
    public bool IsBehind(int side) => FirstOf(1 - side) < (_reading ?? _added);

    /// <summary>Keeps what the record that is being read says of its flight until those before it are read.</summary>
    public void Defer(in DecryptedFlight flight)
    {
        if (_ahead.Add(_reading ?? _added, flight, _last[1 - flight.Side])) Count(Overhead);
    }

    /// <summary>Number of entries kept of a direction, losses included.</summary>
    public int CountOf(int side) => _held[side].Count;

    /// <summary>The fragments of the records after a direction's first, up to a loss.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Following(int side, int most) => _held[side].Count < 2
        ? []
        : [.. _held[side].Skip(1).Take(most).TakeWhile(held => held.Lost is null)
            .Select(held => (ReadOnlyMemory<byte>)held.Fragment.AsMemory(0, held.Header.Length))];

    /// <summary>
    /// Removes the records that can be read now, each direction in order and both in order of arrival. If a direction's first record must
    /// keep waiting, it stays.
    /// </summary>
    public void Drain(Func<int, HeldRecord, bool> tryRead)
    {
        bool again = true;
        while (again)
        {
            again = false;
            Span<bool> isBlocked = [false, false];
            for (int side; (side = Earliest(isBlocked)) >= 0;)
            {
                isBlocked[side] = !TryRead(side, tryRead);
                if (isBlocked[side]) continue;
                RemoveFirst(side);
                again = true;
            }
        }
    }

    /// <summary>
    /// Removes all records, both directions in order of arrival. A direction whose next record must keep waiting is given up first, and the
    /// record is then read as one that stays encrypted.
    /// </summary>
    public void DrainInOrder(Func<int, HeldRecord, bool> tryRead, Action<int> giveUp)
    {
        for (int side; (side = Earliest([false, false])) >= 0;)
        {
            if (!TryRead(side, tryRead))
            {
                giveUp(side);
                TryRead(side, tryRead);
            }

            RemoveFirst(side);
        }
    }

    private bool TryRead(int side, Func<int, HeldRecord, bool> tryRead)
    {
        HeldRecord held = _held[side].Peek();
        _reading = held.Number;
        bool isRead = tryRead(side, held);
        _reading = null;
        return isRead;
    }

    /// <summary>Drops everything and removes it from the count after an internal error.</summary>
    public void Forget()
    {
        _held[0].Clear();
        _held[1].Clear();
        Count(-Bytes);
    }

    private int Earliest(ReadOnlySpan<bool> isBlocked)
    {
        long first0 = isBlocked[0] ? long.MaxValue : FirstOf(0), first1 = isBlocked[1] ? long.MaxValue : FirstOf(1);
        return first0 < first1 ? 0 : first1 < first0 ? 1 : -1;
    }

    private void RemoveFirst(int side)
    {
        HeldRecord held = _held[side].Dequeue();
        Count(-Overhead - held.Header.Length);
        Held -= (held.Fragment?.Length ?? 0) + HeldBeside;
        if (held.Fragment is not null) ArrayPool<byte>.Shared.Return(held.Fragment);
        while (_ahead.First is { } first && first.Number <= FirstOf(1 - first.Flight.Side))
        {
            _ahead.RemoveFirst();
            Count(-Overhead);
            onFlight(first.Flight);
        }
    }

    /// <summary>The number of the first entry of a direction.</summary>
    private long FirstOf(int side) => Has(side) ? _held[side].Peek().Number : long.MaxValue;

    private void Count(int bytes)
    {
        Bytes += bytes;
        all.Account(owner, bytes, Bytes);
    }
}
