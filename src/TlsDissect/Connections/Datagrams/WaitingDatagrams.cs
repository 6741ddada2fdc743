using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// Encrypted records of one connection over datagrams, kept as they came until a known secret decrypts them. Each is read by itself, so
/// one that must keep waiting holds up no other. Bounded by <see cref="DissectorOptions.MaxWaitingBytes"/> and
/// <see cref="DissectorOptions.MaxWaitingBytesInAll"/>.
/// </summary>
/// <param name="owner">The connection.</param>
/// <param name="all">Counts the bytes of all connections.</param>
internal sealed class WaitingDatagrams(IAwaitsKeys owner, ConnectionsAwaitingKeys all)
{
    /// <summary>
    /// Number of records of an epoch that are tried when keys may have come. If they cannot be read, neither can those after them, and
    /// there may be thousands.
    /// </summary>
    private const int MaxTrials = 8;

    private readonly Dictionary<(int Side, int Epoch), int> _counts = [];
    private List<HeldRecord> _held = [];

    /// <summary>Bytes that a record counts for in addition to its own.</summary>
    private const int Overhead = 96;

    /// <summary>A record with its header, in a larger buffer.</summary>
    internal readonly record struct HeldRecord(int Side, int Epoch, byte[] Record, int Length, int ConnectionIdLength,
        StreamPosition Position)
    {
        /// <summary>Header and fragment.</summary>
        public ReadOnlySpan<byte> Bytes => Record.AsSpan(0, Length);
    }

    /// <summary>Bytes kept.</summary>
    public int Bytes { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held { get; private set; }

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => _held.Count == 0;

    /// <summary>Number of records kept of a side's epoch.</summary>
    public int CountOf(int side, int epoch) => _counts.GetValueOrDefault((side, epoch));

    /// <summary>Whether anything of a side is kept.</summary>
    public bool Has(int side) => _held.Exists(held => held.Side == side);

    /// <summary>A record or packet to keep. Borrowed.</summary>
    internal readonly ref struct NewRecord
    {
        /// <summary>Who sent it.</summary>
        public required int Side { get; init; }

        /// <summary>Its epoch on the wire.</summary>
        public required int Epoch { get; init; }

        /// <summary>The header of a record; the whole packet of QUIC.</summary>
        public required ReadOnlySpan<byte> Header { get; init; }

        /// <summary>What follows the header.</summary>
        public ReadOnlySpan<byte> Fragment { get; init; }

        /// <summary>Length of its connection ID, which the header does not tell.</summary>
        public int ConnectionIdLength { get; init; }

        /// <summary>The packet that brought it.</summary>
        public required StreamPosition Position { get; init; }
    }

    /// <summary>Keeps a record.</summary>
    public void Add(in NewRecord record)
    {
        int length = record.Header.Length + record.Fragment.Length;
        byte[] kept = ArrayPool<byte>.Shared.Rent(length);
        record.Header.CopyTo(kept);
        record.Fragment.CopyTo(kept.AsSpan(record.Header.Length));
        _held.Add(new HeldRecord(record.Side, record.Epoch, kept, length, record.ConnectionIdLength, record.Position));
        _counts[(record.Side, record.Epoch)] = CountOf(record.Side, record.Epoch) + 1;
        Count(length + Overhead, kept.Length + Overhead);
    }

    /// <summary>Reads all records in the order of arrival. Those that must keep waiting stay.</summary>
    /// <param name="tryRead">Reads one; <c>false</c> if it must keep waiting.</param>
    /// <returns>Whether any was read.</returns>
    public bool Drain(Func<HeldRecord, bool> tryRead)
    {
        List<HeldRecord> before = _held;
        _held = [];
        Dictionary<(int, int), int> failed = [];
        int at = 0;
        bool any = false;
        try
        {
            for (; at < before.Count; at++)
            {
                (int, int) epoch = (before[at].Side, before[at].Epoch);
                int failures = failed.GetValueOrDefault(epoch);
                if (failures < MaxTrials && tryRead(before[at]))
                {
                    any = true;
                    Release(before[at]);
                }
                else
                {
                    failed[epoch] = failures + 1;
                    _held.Add(before[at]);
                }
            }
        }
        finally
        {
            // After an exception the rest is still counted, and dropped by Forget.
            _held.AddRange(before.Skip(at));
        }

        return any;
    }

    /// <summary>Drops everything and removes it from the count.</summary>
    public void Forget()
    {
        _held.Clear();
        _counts.Clear();
        Count(-Bytes, -Held);
    }

    private void Release(in HeldRecord held)
    {
        Count(-held.Length - Overhead, -held.Record.Length - Overhead);
        ArrayPool<byte>.Shared.Return(held.Record);
        _counts[(held.Side, held.Epoch)]--;
    }

    private void Count(int bytes, int held)
    {
        Bytes += bytes;
        Held += held;
        all.Account(owner, bytes, Bytes);
    }
}
