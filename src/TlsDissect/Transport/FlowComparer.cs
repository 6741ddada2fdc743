namespace TlsDissect.Transport;

/// <summary>Finds a flow by its endpoints, so that a table holds flows without separate keys.</summary>
/// <typeparam name="TFlow">The kind of flow.</typeparam>
internal sealed class FlowComparer<TFlow> : IEqualityComparer<TFlow>, IAlternateEqualityComparer<FlowKey, TFlow>
    where TFlow : KeyedFlow<TFlow>
{
    public static readonly FlowComparer<TFlow> Instance = new();

    public bool Equals(TFlow? x, TFlow? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.Key.Equals(y.Key));

    public int GetHashCode(TFlow flow) => flow.Key.GetHashCode();

    public bool Equals(FlowKey key, TFlow flow) => key.Equals(flow.Key);

    public int GetHashCode(FlowKey key) => key.GetHashCode();

    public TFlow Create(FlowKey key) => throw new NotSupportedException("a flow cannot be created from its endpoints alone");
}
