namespace TlsDissect.Transport;

/// <summary>One of <paramref name="Count"/> parts of all flows, for dissectors that share the work on one input within one process.
/// Dissectors that share nothing, as on several machines, need <see cref="HostPairShard"/>, because a resumed session may be in another
/// flow than the original one.</summary>
/// <remarks>
/// The part that a flow belongs to depends only on its addresses and ports. It is the same for both directions and in every process.
/// </remarks>
/// <param name="Index">From 0.</param>
/// <param name="Count">At least 1.</param>
internal readonly record struct FlowShard(int Index, int Count)
{
    /// <summary>All flows as one part.</summary>
    public static FlowShard All => new(0, 1);

    /// <summary>Whether the flow between two endpoints belongs to this part. Their order does not matter.</summary>
    public bool Owns(in IpEndpoint a, in IpEndpoint b) => Count <= 1 || (int)(Hash(a, b) % (uint)Count) == Index;

    private static uint Hash(in IpEndpoint a, in IpEndpoint b)
    {
        // A sum is the same in either order. A client's ports are consecutive, and only the last steps, those of SplitMix64, spread them
        // evenly.
        ulong mixed = Mix(a) + Mix(b);
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
        return (uint)((mixed ^ mixed >> 31) >> 32);
    }

    private static ulong Mix(in IpEndpoint endpoint)
    {
        ulong mixed = (endpoint.Address.High ^ 0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd + endpoint.Address.Low;
        mixed = (mixed ^ mixed >> 29) + endpoint.Port;
        mixed *= 0xc4ceb9fe1a85ec53;
        return mixed ^ mixed >> 32;
    }
}
