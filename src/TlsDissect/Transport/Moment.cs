namespace TlsDissect.Transport;

/// <summary>
/// A point in the work on one input. It is the same for a connection in every dissector. A single dissector does everything in the order of
/// moments.
/// </summary>
/// <param name="Step">Counts the packets and the additions of keys that a dissector was given.</param>
/// <param name="Order">Orders the connections of one step: by last packet, or by first packet if keys were added.</param>
internal readonly record struct Moment(long Step, long Order) : IComparable<Moment>
{
    public int CompareTo(Moment other)
    {
        int step = Step.CompareTo(other.Step);
        return step != 0 ? step : Order.CompareTo(other.Order);
    }
}
