using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>TLS over TCP, with a reader for each side.</summary>
internal sealed class TlsRecordLayer : IRecordLayer
{
    private readonly RecordReader _reader0;
    private readonly RecordReader _reader1;
    private int _held0;
    private int _held1;

    /// <summary>Searches for the first record of each side. If <paramref name="isBetweenRecords"/> is set, the first byte begins
    /// one.</summary>
    public TlsRecordLayer(IRecordHandler handler, bool isBetweenRecords = false)
    {
        (_reader0, _reader1) = (new RecordReader(0, handler), new RecordReader(1, handler));
        (_reader0.Other, _reader1.Other) = (_reader1, _reader0);
        if (!isBetweenRecords) return;
        _reader0.BeginBetweenRecords();
        _reader1.BeginBetweenRecords();
    }

    private const int HeldByObjects = 256;

    /// <summary>Bytes of memory used. Stored rather than computed, because every packet asks for it.</summary>
    public int Held { get; private set; } = HeldByObjects;

    /// <summary>Whether both sides are between records. Such layers differ only in their handler.</summary>
    public bool IsBetweenRecords => _reader0.IsBetweenRecords && _reader1.IsBetweenRecords;

    public void Attach(IRecordHandler other)
    {
        _reader0.Attach(other);
        _reader1.Attach(other);
    }

    public void WatchPreTlsData()
    {
        _reader0.WatchPreTlsData();
        _reader1.WatchPreTlsData();
    }

    public void Read(int side, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        RecordReader reader = Of(side);
        if (reader.TrySkip(data.Length)) return;
        reader.Read(data, position);
        Measure(side, reader);
    }

    public void Gap(int side, long length, in StreamPosition position)
    {
        RecordReader reader = Of(side);
        reader.Gap(length, position);
        Measure(side, reader);
    }

    public void Complete(in StreamPosition position)
    {
        _reader0.Complete(position);
        _reader1.Complete(position);
    }

    /// <summary>Stops reading, because another protocol continues from here.</summary>
    public void Abandon()
    {
        _reader0.Abandon();
        _reader1.Abandon();
    }

    public void Dispose()
    {
        _reader0.Dispose();
        _reader1.Dispose();
    }

    private void Measure(int side, RecordReader reader)
    {
        ref int before = ref side == 0 ? ref _held0 : ref _held1;
        int held = reader.Held;
        Held += held - before;
        before = held;
    }

    private RecordReader Of(int side) => side == 0 ? _reader0 : _reader1;
}
