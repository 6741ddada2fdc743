using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Bytes of one direction captured before the bytes that precede them. They are copies in pooled buffers, sorted by offset, without
/// overlaps. If two copies of a byte differ, the first captured one wins.
/// </summary>
internal sealed class OutOfOrderSegments
{
    private readonly List<Piece> _pieces = [];

    /// <summary>A run of captured bytes at an offset of the stream, and the packet that brought it. <paramref name="TruncatedEnd"/> is
    /// where the segment ended if a snap length truncated it after these bytes.</summary>
    internal readonly record struct Piece(long Offset, byte[] Buffer, int Length, StreamPosition Position, long TruncatedEnd)
    {
        public long End => Offset + Length;

        public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
    }

    /// <summary>
    /// Cost of a piece in addition to its bytes: its entry and what the pool rounds up. It bounds a flood of one-byte segments too, and the
    /// time to insert one more.
    /// </summary>
    private const int Overhead = 256;

    /// <summary>Memory of a piece besides its buffer: the array's header, and its entry in a list that may be half empty.</summary>
    private const int HeldBeside = 112;

    /// <summary>
    /// Number of entries taken from the front of the list. They are removed in bulk, because taking all would otherwise be quadratic.
    /// </summary>
    private int _taken;

    /// <summary>How long the first hole has been waited for; <c>null</c> before that is counted.</summary>
    public ReorderWindow? Window { get; set; }

    public bool IsEmpty => _pieces.Count == _taken;

    /// <summary>Bytes kept, plus a fixed cost per piece.</summary>
    public int Cost { get; private set; }

    /// <summary>Bytes of memory used. The pool's buffers are longer than their content.</summary>
    public long Held { get; private set; }

    public Piece First => _pieces[_taken];

    /// <summary>Offset of the last piece.</summary>
    public long LastOffset => _pieces[^1].Offset;

    /// <summary>Adds the bytes of the data that are not kept yet. Returns <c>false</c> if none of them are new.</summary>
    public bool Add(long offset, ReadOnlySpan<byte> data, in StreamPosition position, long cutEnd = long.MinValue)
    {
        bool added = false;
        int at = FirstEndingAfter(offset);
        while (!data.IsEmpty)
        {
            // Offsets may be negative, because the first bytes captured need not be the first of the stream.
            long room = at < _pieces.Count ? _pieces[at].Offset - offset : data.Length;
            if (room > 0)
            {
                int length = (int)Math.Min(data.Length, room);
                Insert(at++, offset, data[..length], position, length == data.Length ? cutEnd : long.MinValue);
                added = true;
                offset += length;
                data = data[length..];
            }
            else
            {
                long covered = Math.Min(data.Length, _pieces[at].End - offset);
                offset += covered;
                data = data[(int)covered..];
                at++;
            }
        }

        return added;
    }

    /// <summary>Removes the first piece. Give its buffer back to the pool with <see cref="Return"/>.</summary>
    public Piece TakeFirst()
    {
        Piece first = _pieces[_taken++];
        Cost -= first.Length + Overhead;
        Held -= first.Buffer.Length + HeldBeside;
        if (_taken * 2 > _pieces.Count)
        {
            _pieces.RemoveRange(0, _taken);
            _taken = 0;
        }

        return first;
    }

    public static void Return(in Piece piece) => ArrayPool<byte>.Shared.Return(piece.Buffer);

    public void Clear()
    {
        for (; _taken < _pieces.Count; _taken++) Return(_pieces[_taken]);
        _pieces.Clear();
        (_taken, Cost, Held) = (0, 0, 0);
    }

    private void Insert(int at, long offset, ReadOnlySpan<byte> data, in StreamPosition position, long cutEnd)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(buffer);
        _pieces.Insert(at, new Piece(offset, buffer, data.Length, position, cutEnd));
        Cost += data.Length + Overhead;
        Held += buffer.Length + HeldBeside;
    }

    private int FirstEndingAfter(long offset)
    {
        int low = _taken, high = _pieces.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_pieces[middle].End <= offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
