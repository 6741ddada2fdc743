using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Segments of a direction that are far ahead of all others: a second copy with other sequence numbers, data after a long loss, or data
/// that its receiver drops. Only later packets tell which, so they are kept apart until then.
/// </summary>
internal sealed class FarSegments(TcpConnection connection)
{
    /// <summary>Number of segments in order that cannot be chance.</summary>
    private const int Enough = 3;

    /// <summary>Number of segments of the stream that are remembered, to recognize their copies.</summary>
    private const int Remembered = 64;

    /// <summary>Minimum size of a copy in bytes. Fewer may be equal by chance.</summary>
    private const int SmallestCopy = 16;

    private readonly OutOfOrderSegments _pieces = new();
    private readonly (ulong Print, long Offset)[] _near = new (ulong, long)[Remembered];
    private int _nearCount;
    private int _inOrder;
    private long _start;
    private long _sincePacket;
    private int _copies;
    private long _firstCopy;
    private long _lastCopy;
    private bool _isCopyAcknowledged;

    /// <summary>The offset where it ends.</summary>
    public long End { get; private set; }

    /// <summary>Offset up to which the other side has everything; the smallest number if it has not acknowledged any of it.</summary>
    public long Acknowledged { get; private set; } = long.MinValue;

    /// <summary>Offset of its FIN.</summary>
    public long Fin { get; private set; } = long.MaxValue;

    /// <summary>See <see cref="OutOfOrderSegments.Cost"/>.</summary>
    public int Cost => _pieces.Cost;

    /// <summary>Bytes of memory used.</summary>
    public long Held => BaseBytes + _pieces.Held;

    /// <summary>Size of the object and of the remembered segments.</summary>
    private const int BaseBytes = 200 + Remembered * 16;

    /// <summary>Distance from the stream to its copy.</summary>
    public long Distance { get; private set; }

    /// <summary>
    /// Notes that the stream continued where it was, so the far data was not its continuation. Remembers the new segment.
    /// </summary>
    public void OnNear(long offset, ReadOnlySpan<byte> data)
    {
        Forget();
        if (data.Length >= SmallestCopy) _near[_nearCount++ % Remembered] = (PrintOf(data), offset);
    }

    /// <summary>Adds a segment that is far ahead.</summary>
    public void Add(in TcpSegment segment, long offset, in StreamPosition position)
    {
        if (_inOrder == 0 || offset < _start - SequenceSpace.Reach || offset > End + SequenceSpace.Reach)
        {
            Forget();
            (_start, End, _sincePacket) = (offset, offset, connection.Packets);
        }

        if (offset == End) _inOrder++;
        long end = offset + segment.PayloadLength;
        End = Math.Max(End, end);
        if ((segment.Flags & TcpFlags.Fin) != 0) Fin = end;
        _pieces.Add(offset, segment.Payload, position);
        if (segment.Payload.Length >= SmallestCopy) LookForOriginal(PrintOf(segment.Payload), offset, end);
    }

    /// <summary>Notes that the other side acknowledged everything up to an offset that is far ahead.</summary>
    public void OnAcknowledged(long offset)
    {
        if (_inOrder > 0 && offset > _start && offset <= End + SequenceSpace.Reach) Acknowledged = Math.Max(Acknowledged, offset);
        if (_copies > 0 && offset > _firstCopy && offset <= _lastCopy + SequenceSpace.Reach) _isCopyAcknowledged = true;
    }

    /// <summary>Whether it is a copy of the stream. If there are acknowledgments, they must belong to the copy too.</summary>
    public bool IsCopy(bool hasAcknowledgments) => _copies >= 2 && (_isCopyAcknowledged || !hasAcknowledgments);

    /// <summary>
    /// Whether the stream continues here: it was acknowledged, and nothing came at the old place for this number of packets.
    /// </summary>
    public bool IsContinuation(int packets) => _inOrder >= Enough && Acknowledged > _start && connection.Packets - _sincePacket >= packets;

    /// <summary>The same at the end, when nothing more can come.</summary>
    public bool IsContinuationAtEnd(bool hasAcknowledgments) => _inOrder >= Enough && (Acknowledged > _start || !hasAcknowledgments);

    /// <summary>Moves all its bytes to the stream.</summary>
    public void MoveTo(OutOfOrderSegments waiting)
    {
        while (!_pieces.IsEmpty)
        {
            OutOfOrderSegments.Piece piece = _pieces.TakeFirst();
            waiting.Add(piece.Offset, piece.Bytes, piece.Position);
            OutOfOrderSegments.Return(piece);
        }

        Forget();
    }

    /// <summary>Returns its buffers.</summary>
    public void Forget()
    {
        _pieces.Clear();
        _inOrder = 0;
        (Acknowledged, Fin) = (long.MinValue, long.MaxValue);
    }

    private void LookForOriginal(ulong print, long offset, long end)
    {
        for (int i = Math.Min(_nearCount, Remembered) - 1; i >= 0; i--)
        {
            if (_near[i].Print != print) continue;
            long distance = offset - _near[i].Offset;
            if (distance != Distance || _copies == 0) (Distance, _copies, _firstCopy, _isCopyAcknowledged) = (distance, 0, offset, false);
            _copies++;
            _lastCopy = end;
            return;
        }
    }

    /// <summary>Length, beginning and end: ciphertext differs in both.</summary>
    private static ulong PrintOf(ReadOnlySpan<byte> data)
    {
        ulong mixed = (BinaryPrimitives.ReadUInt64LittleEndian(data) ^ (ulong)data.Length * 0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd;
        return (mixed ^ mixed >> 29 ^ BinaryPrimitives.ReadUInt64LittleEndian(data[^8..])) * 0xc4ceb9fe1a85ec53;
    }
}
