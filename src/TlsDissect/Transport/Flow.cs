using TlsDissect.Protocol;

namespace TlsDissect.Transport;

/// <summary>What a table keeps of the packets between two endpoints, whatever they bring: when they were seen, and the flow's place in a <see cref="FlowList{TFlow}"/>.</summary>
/// <typeparam name="TFlow">The kind of flow.</typeparam>
/// <param name="first">Its first packet.</param>
internal abstract class Flow<TFlow>(in StreamPosition first)
    where TFlow : Flow<TFlow>
{
    /// <summary>Its endpoints.</summary>
    public abstract FlowKey Key { get; }

    public StreamPosition First { get; } = first;

    public StreamPosition Last { get; set; } = first;

    /// <summary>The latest time of the whole capture when the last packet came: never goes back, whatever the packets' clocks do.</summary>
    public long LastClock { get; set; }

    /// <summary>Packets seen, both directions.</summary>
    public long Packets { get; set; }

    // Intrusive links of the list it stands in.
    internal TFlow? Previous { get; set; }

    internal TFlow? Next { get; set; }
}
