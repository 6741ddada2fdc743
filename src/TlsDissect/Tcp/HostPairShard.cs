namespace TlsDissect.Tcp;

/// <summary>
/// One of <paramref name="Count"/> parts of all host pairs. Host pairs, not port pairs: a resumed session must meet the session it resumes.
/// The part a pair falls in depends on the addresses alone: it is the same in every process and on every machine.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct HostPairShard(int Index, int Count)
{
    /// <summary>The whole.</summary>
    public static HostPairShard All => new(0, 1);

    /// <summary>Whether the pair falls in this part, in either order.</summary>
    public bool Owns(in IpAddress a, in IpAddress b) => Count <= 1 || (int)(Hash(a, b) % (uint)Count) == Index;

    /// <summary>Part <paramref name="inner"/> of this part.</summary>
    public HostPairShard Split(int inner, int count) => new(Index + inner * Count, Count * count);

    private static uint Hash(in IpAddress a, in IpAddress b)
    {
        // A sum is the same in either order; the multiplication spreads neighbouring addresses.
        ulong mixed = (Mix(a) + Mix(b)) * 0x9e3779b97f4a7c15;
        return (uint)(mixed >> 32);
    }

    private static ulong Mix(in IpAddress address)
    {
        ulong mixed = (address.High ^ 0x2545f4914f6cdd1d) * 0xff51afd7ed558ccd + address.Low;
        mixed ^= mixed >> 29;
        mixed *= 0xbf58476d1ce4e5b9;
        return mixed ^ mixed >> 32;
    }
}
