using TlsDissect.Protocol;

namespace TlsDissect.Records.Quic;

/// <summary>
/// The packets that an ACK frame acknowledges, from the highest range down (RFC 9000 §19.3.1). Each range begins below the one before it,
/// so both a range and the gap before it are sent as lengths. Borrowed.
/// </summary>
internal ref struct QuicAckRanges
{
    /// <summary>Numbers that a gap of 0 takes: one that is not acknowledged, and the step to the next range.</summary>
    private const ulong LeastGap = 2;

    private ulong _untaken;
    private ulong _last;
    private ulong _length;
    private ReadOnlySpan<byte> _rest;

    private QuicAckRanges(ulong count, ulong last, ulong length, ReadOnlySpan<byte> rest)
    {
        _untaken = count;
        _last = last;
        _length = length;
        _rest = rest;
    }

    /// <summary>Reads and checks the ranges. They must not reach below packet number 0.</summary>
    /// <param name="reader">After the first byte of an ACK frame. It fails if they are malformed.</param>
    /// <param name="delay">The field between them.</param>
    public static QuicAckRanges Read(scoped ref TlsReader reader, out ulong delay)
    {
        ulong last = reader.ReadVarint("largest_acknowledged");
        delay = reader.ReadVarint("ack_delay");
        ulong following = reader.ReadVarint("ack_range_count");
        ulong length = reader.ReadVarint("first_ack_range");
        if (length > last) reader.Fail("first_ack_range");

        ReadOnlySpan<byte> start = reader.Unread;
        ulong lowest = last - length;
        for (ulong i = 0; i < following && !reader.Failed; i++)
        {
            ulong below = reader.ReadVarint("gap") + LeastGap;
            ulong range = reader.ReadVarint("ack_range_length");
            if (below > lowest || range > lowest - below) reader.Fail("ack_range_length");
            lowest -= below + range;
        }

        return reader.Failed ? default : new QuicAckRanges(following + 1, last, length, start[..^reader.Remaining]);
    }

    /// <summary>The largest number acknowledged; valid before the first range is taken.</summary>
    public readonly ulong Largest => _last;

    /// <summary>Takes the next lower range. Returns <c>false</c> after the last one.</summary>
    public bool TryTake(out PacketRange range)
    {
        range = default;
        if (_untaken == 0) return false;
        range = new PacketRange(_last - _length, _last);
        if (--_untaken == 0) return true;

        DecodeError error = default;
        TlsReader reader = new(_rest, ref error);
        _last = range.First - LeastGap - reader.ReadVarint("gap");
        _length = reader.ReadVarint("ack_range_length");
        _rest = _rest[reader.Offset..];
        return true;
    }
}
