namespace TlsDissect.Transport;

/// <summary>One of <paramref name="Count"/> parts of all host pairs. Ports do not matter, because a resumed session must be in the same
/// part as the original one. The part depends only on the addresses, so it is the same in every process and on every machine.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">At least 1.</param>
internal readonly record struct HostPairShard(int Index, int Count)
{
    /// <summary>All host pairs as one part.</summary>
    public static HostPairShard All => new(0, 1);

    /// <summary>Whether the pair belongs to this part, in either order.</summary>
    public bool Owns(in IpAddress a, in IpAddress b) => Count <= 1 || (int)(Hash(a, b) % (uint)Count) == Index;

    private static uint Hash(in IpAddress a, in IpAddress b)
    {
        // A sum is the same in either order. Clients often have neighboring addresses and all talk to one server. Without the last steps,
        // those of MurmurHash3, one of two parts gets up to a tenth more of them.
        ulong mixed = Mix(a) + Mix(b);
        mixed = (mixed ^ mixed >> 33) * 0xff51afd7ed558ccd;
        mixed = (mixed ^ mixed >> 33) * 0xc4ceb9fe1a85ec53;
        return (uint)((mixed ^ mixed >> 33) >> 32);
    }

    private static ulong Mix(in IpAddress address)
    {
        ulong mixed = (address.High ^ 0x2545f4914f6cdd1d) * 0xff51afd7ed558ccd + address.Low;
        mixed ^= mixed >> 29;
        mixed *= 0xbf58476d1ce4e5b9;
        return mixed ^ mixed >> 32;
    }
}
