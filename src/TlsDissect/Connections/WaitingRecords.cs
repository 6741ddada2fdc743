using System.Buffers;
using TlsDissect.Records;
using TlsDissect.Tcp;

namespace TlsDissect.Connections;

/// <summary>
/// Encrypted records of one connection, both directions in the order of arrival, kept until a secret is known that opens them. Bounded:
/// <see cref="DissectorOptions.MaxWaitingBytes"/>.
/// </summary>
internal sealed class WaitingRecords
{
    private readonly List<HeldRecord> _held = [];
    private readonly int[] _ofSide = new int[2];

    /// <summary>What a record costs beside its fragment.</summary>
    private const int Overhead = 64;

    /// <summary>Bytes kept.</summary>
    public int Bytes { get; private set; }

    /// <summary>Records and losses kept.</summary>
    public int Count => _held.Count;

    /// <summary>One record, or, with <see cref="Lost"/>, the place where some were lost.</summary>
    internal readonly record struct HeldRecord(int Side, RecordHeader Header, byte[]? Fragment, StreamPosition Position, LostRecords? Lost)
    {
        public TlsRecord ToRecord() => new(Header, Fragment.AsSpan(0, Header.Length), Position);
    }

    public void Add(int side, in TlsRecord record)
    {
        byte[] fragment = ArrayPool<byte>.Shared.Rent(record.Fragment.Length);
        record.Fragment.CopyTo(fragment);
        _held.Add(new HeldRecord(side, record.Header, fragment, record.Position, null));
        _ofSide[side]++;
        Bytes += record.Fragment.Length + Overhead;
    }

    public void AddLost(int side, LostRecords lost, in StreamPosition position)
    {
        _held.Add(new HeldRecord(side, default, null, position, lost));
        _ofSide[side]++;
        Bytes += Overhead;
    }

    /// <summary>Whether anything of a direction is kept.</summary>
    public bool Has(int side) => _ofSide[side] > 0;

    public HeldRecord this[int index] => _held[index];

    /// <summary>Takes one out and gives its buffer back.</summary>
    public void RemoveAt(int index)
    {
        Release(_held[index]);
        _held.RemoveAt(index);
    }

    public void Clear()
    {
        foreach (HeldRecord held in _held) Release(held);
        _held.Clear();
    }

    private void Release(in HeldRecord held)
    {
        Bytes -= Overhead + held.Header.Length;
        _ofSide[held.Side]--;
        if (held.Fragment is not null) ArrayPool<byte>.Shared.Return(held.Fragment, clearArray: false);
    }
}
