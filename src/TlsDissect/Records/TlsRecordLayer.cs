using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>TLS over TCP: a reader for each side.</summary>
internal sealed class TlsRecordLayer : IRecordLayer
{
    private readonly RecordReader _reader0;
    private readonly RecordReader _reader1;

    /// <param name="handler">Receives the records.</param>
    /// <param name="isBetweenRecords">Whether the first byte begins a record; else the first record is searched for.</param>
    public TlsRecordLayer(IRecordHandler handler, bool isBetweenRecords = false)
    {
        (_reader0, _reader1) = (new RecordReader(0, handler), new RecordReader(1, handler));
        if (!isBetweenRecords) return;
        _reader0.BeginBetweenRecords();
        _reader1.BeginBetweenRecords();
    }

    private const int HeldByObjects = 192;

    public int Held => HeldByObjects + _reader0.Held + _reader1.Held;

    /// <summary>Whether both sides stand between records. Layers that do are all alike, but for their handler.</summary>
    public bool IsBetweenRecords => _reader0.IsBetweenRecords && _reader1.IsBetweenRecords;

    /// <summary>Hands records to another handler from now on.</summary>
    public void Attach(IRecordHandler other)
    {
        _reader0.Attach(other);
        _reader1.Attach(other);
    }

    /// <summary>From now on the handler is told of all bytes before the first record.</summary>
    public void WatchPreTlsData()
    {
        _reader0.WatchPreTlsData();
        _reader1.WatchPreTlsData();
    }

    public void Read(int side, ReadOnlySpan<byte> data, in StreamPosition position) => Of(side).Read(data, position);

    public void Gap(int side, long length, in StreamPosition position) => Of(side).Gap(length, position);

    public void Complete(in StreamPosition position)
    {
        _reader0.Complete(position);
        _reader1.Complete(position);
    }

    public void Dispose()
    {
        _reader0.Dispose();
        _reader1.Dispose();
    }

    private RecordReader Of(int side) => side == 0 ? _reader0 : _reader1;
}
