namespace TlsDissect.Transport;

/// <summary>
/// A place in the work on one input: the same for a connection whichever dissector it belongs to. One dissector alone does everything in the order of these.
/// </summary>
/// <param name="Step">Counts the packets and the additions of keys that a dissector was given.</param>
/// <param name="Order">Of the connections that one step concerns, which. They come in this order: by last packet, or by first packet where keys were added.</param>
internal readonly record struct Moment(long Step, long Order) : IComparable<Moment>
{
    public int CompareTo(Moment other)
    {
        int step = Step.CompareTo(other.Step);
        return step != 0 ? step : Order.CompareTo(other.Order);
    }
}
