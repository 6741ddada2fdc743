namespace TlsDissect.Transport;

/// <summary>Flows in the order of their last packets, without an object per entry.</summary>
/// <typeparam name="TFlow">The kind of flow.</typeparam>
internal sealed class FlowList<TFlow>
    where TFlow : KeyedFlow<TFlow>
{
    private TFlow? _newest;

    /// <summary>The flow that has been silent longest.</summary>
    public TFlow? Oldest { get; private set; }

    /// <summary>Adds a flow at the newest end.</summary>
    public void Add(TFlow flow)
    {
        flow.Previous = _newest;
        flow.Next = null;
        if (_newest is null) Oldest = flow;
        else _newest.Next = flow;
        _newest = flow;
    }

    public void Remove(TFlow flow)
    {
        if (flow.Previous is null) Oldest = flow.Next;
        else flow.Previous.Next = flow.Next;
        if (flow.Next is null) _newest = flow.Previous;
        else flow.Next.Previous = flow.Previous;
        flow.Previous = flow.Next = null;
    }

    /// <summary>Moves a flow to the newest end, because a packet of it came.</summary>
    public void Touch(TFlow flow)
    {
        if (ReferenceEquals(flow, _newest)) return;
        Remove(flow);
        Add(flow);
    }
}
