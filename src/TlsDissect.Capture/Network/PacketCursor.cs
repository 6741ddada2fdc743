using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TlsDissect.Capture.Network;

/// <summary>
/// The rest of a packet as it was on the wire, of which a snap length may have kept only the first part. Headers are removed from both
/// lengths together, so that the size of the missing end stays known.
/// </summary>
/// <remarks>
/// One cursor is passed down by reference and advanced, because copying it at every header took much of the decoder's time.
/// </remarks>
/// <param name="captured">The captured bytes.</param>
/// <param name="length">Length on the wire in bytes.</param>
/// <param name="isLengthKnown">Whether the capture gives the length; otherwise the packet's own headers do.</param>
internal ref struct PacketCursor(ReadOnlySpan<byte> captured, int length, bool isLengthKnown = true)
{
    private readonly ReadOnlySpan<byte> _packet = captured;
    private int _start;
    private int _end = captured.Length;

    /// <summary>Number of bytes on the wire after the last captured one.</summary>
    private int _missing = length - captured.Length;

    private bool _isLengthKnown = isLengthKnown;
    private Undissected _refused;

    /// <summary>The captured part.</summary>
    public readonly ReadOnlySpan<byte> Captured => _packet[_start.._end];

    /// <summary>Offset in the packet of the end of the captured part.</summary>
    public readonly int End => _end;

    /// <summary>Length on the wire; never less than that of the captured part.</summary>
    public readonly int Length => _end - _start + _missing;

    /// <summary>The captured byte at <paramref name="index"/>, which must exist.</summary>
    public readonly byte this[int index] => _packet[_start + index];

    /// <summary>Whether the bytes are a datagram that was reassembled from fragments, not the packet's own.</summary>
    public bool IsReassembled { get; init; }

    /// <summary>Offset in the packet of the next of several aggregated frames (802.11 A-MSDU); 0 if none follows.</summary>
    public int FollowingFrame { get; set; }

    /// <summary>Reads two captured bytes as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_packet[(_start + offset)..]);

    /// <summary>Reads four captured bytes as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(_packet[(_start + offset)..]);

    /// <summary>Whether the first <paramref name="count"/> bytes were captured.</summary>
    public readonly bool Has(int count) => _end - _start >= count;

    /// <summary>Whether a header claimed more bytes than were on the wire.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>Why decoding ended here. If no header was refused, there were too few bytes.</summary>
    public readonly Undissected Reason => _refused.Kind != UndissectedKind.None ? _refused
        : new Undissected(IsOverrun ? UndissectedKind.Overrun : _missing > 0 ? UndissectedKind.Truncated : UndissectedKind.Malformed);

    /// <summary>Refuses to decode the rest. Returns <c>false</c>, for the caller to return.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="number">The registered number that the kind has.</param>
    public bool Refuse(UndissectedKind kind, int number = 0)
    {
        _refused = new Undissected(kind, number);
        return false;
    }

    /// <summary>
    /// Refuses to decode the rest, because there are too few bytes. For what is certainly a tunnel on UDP, which then does not count as a
    /// datagram.
    /// </summary>
    public bool Refuse()
    {
        _refused = Reason;
        return false;
    }

    /// <summary>Whether a header was refused.</summary>
    public readonly bool IsRefused => _refused.Kind != UndissectedKind.None;

    /// <summary>Notes that another frame starts <paramref name="distance"/> bytes from here.</summary>
    public void MarkFollowingFrame(int distance) => FollowingFrame = _start + distance;

    /// <summary>
    /// Whether the last bytes may be padding of a short Ethernet frame. A header that gives its packet's length decides it.
    /// </summary>
    public bool MayBePadded { get; set; }

    /// <summary>
    /// Notes that, according to the outer header, the packet was truncated. From here on, the packet's own headers give its length.
    /// </summary>
    public void ForgetLength() => _isLengthKnown = false;

    /// <summary>Removes the first <paramref name="count"/> bytes, all of which were on the wire.</summary>
    public void Skip(int count)
    {
        int cut = Math.Max(0, count - (_end - _start));
        _start += count - cut;
        _missing = Math.Max(0, _missing - cut);
    }

    /// <summary>Keeps the first <paramref name="length"/> bytes, because the rest is padding. Returns <c>false</c> if fewer were on the
    /// wire, whatever the snap length: receivers drop the packet.</summary>
    public bool TryLimit(int length)
    {
        if (!Holds(length)) return false;
        _end = _start + Math.Min(_end - _start, length);
        _missing = length - (_end - _start);
        (MayBePadded, _isLengthKnown) = (false, true);
        return true;
    }

    /// <summary>Whether this many bytes were on the wire, as far as is known.</summary>
    public bool Holds(int length)
    {
        bool holds = length <= Length || !_isLengthKnown;
        IsOverrun |= !holds;
        return holds;
    }
}
