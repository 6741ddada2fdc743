namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Times TCP's handshake: from the first SYN to the first segment of the same side that acknowledges. That is one round trip wherever the
/// capture was taken: near the client its first half is long, near the server its second half.
/// </summary>
/// <remarks>The SYN of the other side need not be in the capture: nothing is acknowledged before it (RFC 9293 §3.5).</remarks>
internal struct TcpHandshake
{
    private enum Stage : byte
    {
        None,
        Side0Opened,
        Side1Opened,
        Over,
    }

    /// <summary>The time of the SYN, and then the duration.</summary>
    private long _nanoseconds;

    private Stage _stage;
    private bool _isKnown;

    /// <summary>Its duration in nanoseconds; <c>null</c> if it was not captured, or if the clock was set back.</summary>
    public readonly long? RoundTrip => _isKnown ? _nanoseconds : null;

    /// <summary>Whether its end is still to come, so that segments have to be noted.</summary>
    public readonly bool IsOpen => _stage != Stage.Over;

    /// <summary>Notes a segment. The first copy of each counts.</summary>
    public void Note(int side, in TcpSegment segment)
    {
        const TcpFlags Deciding = TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst;
        TcpFlags flags = segment.Flags & Deciding;
        if (flags == TcpFlags.Syn)
        {
            if (_stage == Stage.None) (_stage, _nanoseconds) = (OpenedBy(side), segment.Time.Nanoseconds);
        }
        else if (flags == TcpFlags.Ack && _stage != OpenedBy(1 - side))
        {
            if (_stage == OpenedBy(side)) (_nanoseconds, _isKnown) = Since(_nanoseconds, segment.Time.Nanoseconds);
            // Without its SYN, the connection was open before.
            _stage = Stage.Over;
        }
    }

    private static Stage OpenedBy(int side) => side == 0 ? Stage.Side0Opened : Stage.Side1Opened;

    private static (long Nanoseconds, bool IsKnown) Since(long earlier, long later)
    {
        long duration = unchecked(later - earlier);
        return (duration, later >= earlier && duration >= 0);
    }
}
