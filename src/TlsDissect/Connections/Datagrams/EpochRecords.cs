using TlsDissect.Records.Dtls;

namespace TlsDissect.Connections.Datagrams;

/// <summary>The numbers of the records that one side sent in one epoch, and the order of their data.</summary>
internal sealed class EpochRecords(int epoch)
{
    /// <summary>Number of records before keys that are remembered, to know their copies.</summary>
    private const int MaxCopies = 64;

    /// <summary>The last records that nothing authenticates, each by its number and hash, which has a random seed; a ring.</summary>
    private ulong[] _unverified = [];
    private long _unverifiedCount;

    /// <summary>The epoch on the wire.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>The numbers of authenticated records. Others may be forged.</summary>
    public ReplayWindow Window { get; private set; } = new();

    /// <summary>Bytes at a record's end that tell a copy.</summary>
    private const int CopiedEnd = 32;

    /// <summary>Notes the number of an authenticated record.</summary>
    /// <param name="number">The number in the epoch.</param>
    /// <param name="isStartSeen">Whether the start of the epoch was captured, so that all numbers from 0 are expected.</param>
    public void Mark(ulong number, bool isStartSeen)
    {
        if (!IsAuthenticated && isStartSeen) Window = new ReplayWindow(first: 0);
        Window.TryMark(number);
    }

    /// <summary>The highest packet number that the other side acknowledged, which may be forged; <c>null</c> in DTLS.</summary>
    public ulong? Acknowledged { get; private set; }

    /// <summary>Notes what the other side acknowledged.</summary>
    public void Acknowledge(ulong number)
    {
        if (!(number <= Acknowledged)) Acknowledged = number;
    }

    /// <summary>Whether a record authenticated.</summary>
    public bool IsAuthenticated => Window.Highest is not null;

    /// <summary>Number of records that did not come, up to the highest number.</summary>
    public long Missing => (long)(Window.Missing + Window.Unseen);

    /// <summary>Puts its application data in order; <c>null</c> before the first authenticated record.</summary>
    public PlaintextOrder? Order { get; set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held => 320 + ReplayWindow.Held + (Order?.Held ?? 0) + sizeof(ulong) * _unverified.Length;

    /// <summary>
    /// Whether a record that nothing authenticates is a copy of an earlier one, which the network repeated. Its end tells: the tag or MAC
    /// there depends on all of it, and hashing whole records would take a sixth of the time without keys.
    /// </summary>
    public bool IsCopy(ulong number, ReadOnlySpan<byte> fragment)
    {
        HashCode hash = default;
        hash.Add(fragment.Length);
        hash.AddBytes(fragment[^Math.Min(fragment.Length, CopiedEnd)..]);
        ulong record = number << 32 ^ (uint)hash.ToHashCode();
        if (_unverified.AsSpan(0, (int)Math.Min(_unverifiedCount, MaxCopies)).Contains(record)) return true;
        if (_unverified.Length == 0) _unverified = new ulong[MaxCopies];
        _unverified[_unverifiedCount++ % MaxCopies] = record;
        return false;
    }
}
