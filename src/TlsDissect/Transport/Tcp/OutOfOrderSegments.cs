using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Bytes of one direction that came before the bytes in front of them: copies in pooled buffers, sorted by offset, never overlapping: of
/// two that differ the first captured wins.
/// </summary>
internal sealed class OutOfOrderSegments
{
    private readonly List<Piece> _pieces = [];

    /// <summary>
    /// A run of captured bytes at an offset of the stream, and the packet that brought it. <paramref name="TruncatedEnd"/> is where the segment ended that a snap length cut behind it.
    /// </summary>
    internal readonly record struct Piece(long Offset, byte[] Buffer, int Length, StreamPosition Position, long TruncatedEnd)
    {
        public long End => Offset + Length;

        public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
    }

    /// <summary>
    /// What a piece costs beside its bytes: its entry and what the pool rounds up. With it a flood of one-byte segments is bounded too, and so is the time
    /// to put one more among them.
    /// </summary>
    private const int Overhead = 256;

    /// <summary>Memory that a piece takes beside its buffer: the array's header, and its entry in a list that may be half empty.</summary>
    private const int HeldBeside = 112;

    /// <summary>Entries at the front of the list that were taken: they are removed in bulk, or taking all would be quadratic.</summary>
    private int _taken;

    /// <summary>How long the hole in front of the first has been waited for; <c>null</c> where that is not counted yet.</summary>
    public ReorderWindow? Window { get; set; }

    public bool IsEmpty => _pieces.Count == _taken;

    /// <summary>Bytes kept, with a fixed cost a piece.</summary>
    public int Cost { get; private set; }

    /// <summary>Bytes of memory taken: the pool's buffers are longer than what is in them.</summary>
    public long Held { get; private set; }

    public Piece First => _pieces[_taken];

    /// <summary>Where the last piece starts.</summary>
    public long LastOffset => _pieces[^1].Offset;

    /// <summary>Keeps what of the data is not there yet; <c>false</c> where nothing of it is new.</summary>
    public bool Add(long offset, ReadOnlySpan<byte> data, in StreamPosition position, long cutEnd = long.MinValue)
    {
        bool added = false;
        int at = FirstEndingAfter(offset);
        while (!data.IsEmpty)
        {
            // Offsets may be negative: what came first need not be the first of the stream.
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

    /// <summary>Takes the first piece out; its buffer goes back to the pool with <see cref="Return"/>.</summary>
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
