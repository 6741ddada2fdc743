using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>The end of a delivered segment that the snap length removed: a hole until another copy fills it.</summary>
internal sealed class TruncatedTail
{
    /// <summary>Maximum size of TCP options. They make the headers of some packets longer, and their captured payload shorter.</summary>
    private const int MaxOptions = 40;

    /// <summary>Offset where the segment ended.</summary>
    public long End { get; private set; } = long.MinValue;

    /// <summary>The packet that was truncated.</summary>
    public StreamPosition Position { get; private set; }

    /// <summary>
    /// Whether another copy may be longer, because more was captured of other packets of this connection. If not, every copy is truncated
    /// at the same place, and waiting is useless.
    /// </summary>
    public bool MayBeFilled { get; set; }

    /// <summary>Adds a truncated segment.</summary>
    /// <param name="end">Offset where it ended.</param>
    /// <param name="captured">Number of its bytes that were captured.</param>
    /// <param name="longest">Maximum number of bytes captured of one of the connection's segments.</param>
    /// <param name="position">Its packet.</param>
    public void Add(long end, int captured, int longest, in StreamPosition position)
    {
        if (end <= End) return;
        (End, Position, MayBeFilled) = (end, position, longest > captured + MaxOptions);
    }
}
