using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Records.Quic;

/// <summary>
/// Puts bytes that come at offsets, in any order, into their order: the data of CRYPTO frames of one level, or of one stream. If two
/// copies of a byte differ, the first captured one wins.
/// </summary>
/// <remarks>Bytes in order are not copied. After each <see cref="Add"/>, take what has become next with <see cref="TryTake"/>.</remarks>
/// <param name="limit">Bytes that may be kept, with a fixed cost for each piece.</param>
internal sealed class OffsetBuffer(int limit) : IDisposable
{
    private readonly OutOfOrderSegments _kept = new();

    /// <summary>Offset of the next byte in order.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Whether bytes wait for missing ones before them.</summary>
    public bool IsWaiting => !_kept.IsEmpty;

    /// <summary>
    /// Whether as much is kept as may be: the next bytes out of order are dropped, unless the missing ones come or are given up.
    /// </summary>
    public bool IsFull => _kept.Cost >= limit;

    /// <summary>Bytes of memory used.</summary>
    public long Held => _kept.Held;

    /// <summary>Adds bytes. Returns those of them that are next in order; the others are kept if they are new.</summary>
    /// <param name="offset">Offset of the first one.</param>
    /// <param name="data">Borrowed: the result is a part of it.</param>
    /// <param name="position">The packet that contains them.</param>
    public ReadOnlySpan<byte> Add(long offset, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (offset < NextOffset)
        {
            long repeated = Math.Min(NextOffset - offset, data.Length);
            data = data[(int)repeated..];
            offset += repeated;
        }

        ReadOnlySpan<byte> next = default;
        if (offset == NextOffset && !data.IsEmpty)
        {
            long free = _kept.IsEmpty ? data.Length : Math.Min(_kept.First.Offset - offset, data.Length);
            next = data[..(int)free];
            data = data[(int)free..];
            offset += free;
            NextOffset = offset;
        }

        if (!data.IsEmpty && !IsFull) _kept.Add(offset, data, position);
        return next;
    }

    /// <summary>Takes kept bytes that are next now. Give their buffer back with <see cref="OutOfOrderSegments.Return"/>.</summary>
    public bool TryTake(out OutOfOrderSegments.Piece piece)
    {
        piece = default;
        if (_kept.IsEmpty || _kept.First.Offset != NextOffset) return false;
        piece = _kept.TakeFirst();
        NextOffset = piece.End;
        return true;
    }

    /// <summary>Gives up the missing bytes before the first kept ones. Returns their number; 0 if none are waited for.</summary>
    public long SkipGap()
    {
        if (_kept.IsEmpty) return 0;
        long missing = _kept.First.Offset - NextOffset;
        NextOffset = _kept.First.Offset;
        return missing;
    }

    /// <summary>Drops what is kept.</summary>
    public void Dispose() => _kept.Clear();
}
