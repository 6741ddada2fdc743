using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>TLS over TCP: a reader for each side.</summary>
internal sealed class TlsRecordLayer(IRecordHandler handler) : IRecordLayer
{
    private readonly RecordReader _reader0 = new(0, handler);
    private readonly RecordReader _reader1 = new(1, handler);

    public int Held => _reader0.Held + _reader1.Held;

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
