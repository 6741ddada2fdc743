using TlsDissect.Protocol;

namespace TlsDissect.Transport;

/// <summary>
/// The part of a flow that tables of all protocols need: when its packets were seen, and its place in a <see cref="FlowList{TFlow}"/>.
/// </summary>
/// <typeparam name="TFlow">The kind of flow.</typeparam>
/// <param name="first">Its first packet.</param>
internal abstract class Flow<TFlow>(in StreamPosition first)
    where TFlow : Flow<TFlow>
{
    /// <summary>Its endpoints.</summary>
    public abstract FlowKey Key { get; }

    public StreamPosition First { get; } = first;

    public StreamPosition Last { get; set; } = first;

    /// <summary>
    /// The latest time of the whole capture when the last packet came. It never goes back, even if the packets' clocks do.
    /// </summary>
    public long LastClock { get; set; }

    /// <summary>Number of packets seen, in both directions.</summary>
    public long Packets { get; set; }

    // Intrusive links of the list that it is in.
    internal TFlow? Previous { get; set; }

    internal TFlow? Next { get; set; }
}
