using TlsDissect.Protocol;

namespace TlsDissect.Transport;

/// <summary>What carries a connection: the packets between two endpoints, whatever their protocol.</summary>
/// <param name="first">Its first packet.</param>
internal abstract class Flow(in StreamPosition first)
{
    public StreamPosition First { get; } = first;

    public StreamPosition Last { get; set; } = first;

    /// <summary>
    /// The latest time of the whole capture when the last packet came. It never goes back, even if the packets' clocks do.
    /// </summary>
    public long LastClock { get; set; }

    /// <summary>Number of packets seen, in both directions.</summary>
    public long Packets { get; set; }

    /// <summary>The endpoint of a side. Side 0 began it, or is assumed to have.</summary>
    public abstract IpEndpoint Endpoint(int side);
}
