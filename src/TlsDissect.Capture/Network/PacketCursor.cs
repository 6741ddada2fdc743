using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TlsDissect.Capture.Network;

/// <summary>
/// What is left of a packet as it was on the wire, of which a snap length may have kept only a first part. Headers are taken off both together, so that what is missing
/// at the end stays known.
/// </summary>
/// <remarks>One is handed down by reference and moved on: copying it at every header was a good part of the decoder's time.</remarks>
/// <param name="captured">The captured bytes.</param>
/// <param name="length">Bytes on the wire.</param>
/// <param name="isLengthKnown">Whether the capture gives the length; else the packet's own headers do.</param>
internal ref struct PacketCursor(ReadOnlySpan<byte> captured, int length, bool isLengthKnown = true)
{
    private readonly ReadOnlySpan<byte> _packet = captured;
    private int _start;
    private int _end = captured.Length;

    /// <summary>Bytes that were on the wire after the last captured one.</summary>
    private int _missing = length - captured.Length;

    private bool _isLengthKnown = isLengthKnown;
    private Undissected _refused;

    /// <summary>The part that was captured.</summary>
    public readonly ReadOnlySpan<byte> Captured => _packet[_start.._end];

    /// <summary>Where the captured part ends in the packet.</summary>
    public readonly int End => _end;

    /// <summary>How many there were on the wire; never less than were captured.</summary>
    public readonly int Length => _end - _start + _missing;

    /// <summary>The captured byte at <paramref name="index"/>; the caller knows that it is there.</summary>
    public readonly byte this[int index] => _packet[_start + index];

    /// <summary>Whether the bytes are a datagram that was put together from fragments, not the packet's own.</summary>
    public bool IsReassembled { get; init; }

    /// <summary>Where in the packet the next of several aggregated frames starts (802.11 A-MSDU); 0 where none follows.</summary>
    public int FollowingFrame { get; set; }

    /// <summary>Two captured bytes as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_packet[(_start + offset)..]);

    /// <summary>Four captured bytes as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(_packet[(_start + offset)..]);

    /// <summary>Whether the first <paramref name="count"/> bytes were captured.</summary>
    public readonly bool Has(int count) => _end - _start >= count;

    /// <summary>Whether a header claimed more bytes than were on the wire.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>Why decoding ended here. Where no header was refused, the bytes themselves did not suffice.</summary>
    public readonly Undissected Reason => _refused.Kind != UndissectedKind.None ? _refused
        : new Undissected(IsOverrun ? UndissectedKind.Overrun : _missing > 0 ? UndissectedKind.Truncated : UndissectedKind.Malformed);

    /// <summary>What follows is not decoded. Returns <c>false</c>, for the caller to return.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="number">What it names in its registry.</param>
    public bool Refuse(UndissectedKind kind, int number = 0)
    {
        _refused = new Undissected(kind, number);
        return false;
    }

    /// <summary>What follows is not decoded, because its bytes do not suffice. For a tunnel on UDP that is certainly one: it is then not taken for a datagram.</summary>
    public bool Refuse()
    {
        _refused = Reason;
        return false;
    }

    /// <summary>Whether a header was refused.</summary>
    public readonly bool IsRefused => _refused.Kind != UndissectedKind.None;

    /// <summary>Another frame starts <paramref name="distance"/> bytes from here.</summary>
    public void MarkFollowingFrame(int distance) => FollowingFrame = _start + distance;

    /// <summary>Whether the last bytes may be padding of a short Ethernet frame. A header that gives its packet's length decides it.</summary>
    public bool MayBePadded { get; set; }

    /// <summary>The outer header says that the packet was truncated: from here on the packet's own headers give its length.</summary>
    public void ForgetLength() => _isLengthKnown = false;

    /// <summary>Takes off the first <paramref name="count"/> bytes, all of which were on the wire.</summary>
    public void Skip(int count)
    {
        int cut = Math.Max(0, count - (_end - _start));
        _start += count - cut;
        _missing = Math.Max(0, _missing - cut);
    }

    /// <summary>
    /// Keeps the first <paramref name="length"/> bytes; the rest is padding. <c>false</c> where fewer were on the wire, however many the snap length kept: receivers
    /// drop the packet.
    /// </summary>
    public bool TryLimit(int length)
    {
        if (!Holds(length)) return false;
        _end = _start + Math.Min(_end - _start, length);
        _missing = length - (_end - _start);
        (MayBePadded, _isLengthKnown) = (false, true);
        return true;
    }

    /// <summary>Whether that many bytes were on the wire, as far as that is known.</summary>
    public bool Holds(int length)
    {
        bool holds = length <= Length || !_isLengthKnown;
        IsOverrun |= !holds;
        return holds;
    }
}
