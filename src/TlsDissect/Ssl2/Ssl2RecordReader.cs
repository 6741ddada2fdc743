using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Ssl2;

/// <summary>
/// Reads SSL 2.0 records from the bytes of one direction. The header has two bytes, or three if there is padding. Nothing distinguishes it
/// from data, so reading cannot continue after a gap.
/// </summary>
internal sealed class Ssl2RecordReader(int side, Ssl2RecordLayer layer)
{
    private const int MaxRecordLength = 1 << 15;
    private const int LongHeader = 3;

    private byte[] _buffer = [];
    private int _count;
    private bool _stopped;
    private StreamPosition _begun;
    private long _skipped;

    /// <summary>Bytes of memory used.</summary>
    public int Held => _buffer.Length;

    /// <summary>Stops reading, because bytes are missing.</summary>
    public void Stop()
    {
        if (_stopped) return;
        _stopped = true;
        _count = 0;
    }

    /// <summary>At the end: the bytes that are in no whole record; <c>null</c> if there are none.</summary>
    public UnreadBytes? Rest() => _stopped
        ? _skipped > 0 ? new UnreadBytes(UnreadKind.Skipped, _skipped, _begun) : null
        : _count > 0
            ? new UnreadBytes(UnreadKind.Unfinished, _count,
                _begun)
            { RecordLength = _count < LongHeader ? null : HeaderLength + RecordLength }
            : null;

    public void Read(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (_buffer.Length == 0) _buffer = new byte[MaxRecordLength + LongHeader];
        while (!data.IsEmpty && !_stopped)
        {
            if (_count == 0) _begun = position;
            int wanted = _count < LongHeader ? LongHeader : HeaderLength + RecordLength;
            int taken = Math.Min(wanted - _count, data.Length);
            data[..taken].CopyTo(_buffer.AsSpan(_count));
            _count += taken;
            data = data[taken..];
            // The bytes of a long header already include a body of one byte.
            if (_count >= LongHeader && _count >= HeaderLength + RecordLength) HandOver(position);
        }

        if (data.IsEmpty) return;
        if (_skipped == 0) _begun = position;
        _skipped += data.Length;
    }

    private int HeaderLength => (_buffer[0] & 0x80) != 0 ? 2 : LongHeader;

    private int RecordLength => HeaderLength == 2 ? (_buffer[0] & 0x7f) << 8 | _buffer[1] : (_buffer[0] & 0x3f) << 8 | _buffer[1];

    private void HandOver(in StreamPosition position)
    {
        int header = HeaderLength, length = RecordLength, padding = header == LongHeader ? _buffer[2] : 0;
        if (length == 0 || padding > length)
        {
            _stopped = true;
            (_skipped, _count) = (_count, 0);
            return;
        }

        layer.OnRecord(side, new Ssl2Record(_buffer.AsSpan(header, length), padding, position));
        int rest = _count - header - length;
        _buffer.AsSpan(header + length, rest).CopyTo(_buffer);
        (_count, _begun) = (rest, position);
    }
}
