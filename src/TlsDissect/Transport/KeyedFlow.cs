using TlsDissect.Protocol;

namespace TlsDissect.Transport;

/// <summary>A flow in a table: its key, and its place in a <see cref="FlowList{TFlow}"/>.</summary>
/// <typeparam name="TFlow">The kind of flow.</typeparam>
/// <param name="first">Its first packet.</param>
internal abstract class KeyedFlow<TFlow>(in StreamPosition first) : Flow(first)
    where TFlow : KeyedFlow<TFlow>
{
    /// <summary>Its endpoints.</summary>
    public abstract FlowKey Key { get; }

    // Intrusive links of the list that it is in.
    internal TFlow? Previous { get; set; }

    internal TFlow? Next { get; set; }
}
