using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>The end of a delivered segment that the snap length cut off: a hole until another copy fills it.</summary>
internal sealed class TruncatedTail
{
    /// <summary>Options make the headers of some packets longer by this, and what the snap length leaves of their payload shorter.</summary>
    private const int MaxOptions = 40;

    /// <summary>Where the segment ended.</summary>
    public long End { get; private set; } = long.MinValue;

    /// <summary>The packet that was cut.</summary>
    public StreamPosition Position { get; private set; }

    /// <summary>
    /// Whether another copy may be longer, since this connection has packets of which more was captured. Else every copy is cut at the same place, and nothing is
    /// worth waiting for.
    /// </summary>
    public bool MayBeFilled { get; set; }

    /// <summary>A segment was cut.</summary>
    /// <param name="end">Where it ended.</param>
    /// <param name="captured">What was captured of it, in bytes.</param>
    /// <param name="longest">The most that was captured of one of the connection.</param>
    /// <param name="position">Its packet.</param>
    public void Add(long end, int captured, int longest, in StreamPosition position)
    {
        if (end <= End) return;
        (End, Position, MayBeFilled) = (end, position, longest > captured + MaxOptions);
    }
}
