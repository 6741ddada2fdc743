using TlsDissect.Transport;

namespace TlsDissect.Resting;

/// <summary>
/// Parts of handshakes that many connections have in common: certificates, lists of cipher suites, extensions. A part is kept from the second time on that it comes,
/// so that a part of one connection alone, random or made up, takes no room. Bounded: past the bound nothing is added, and
/// <see cref="IsFull"/> says that it is time for another; those that rest keep theirs.
/// </summary>
/// <param name="memory">Counts its bytes; <c>null</c> where nothing counts them.</param>
internal sealed class SharedParts(MemoryAccount? memory = null)
{
    /// <summary>Limit in bytes, with <see cref="Overhead"/> for each part: 8 MiB, or less with a small memory budget.</summary>
    private readonly int _maxBytes = (int)Math.Min(8 << 20, (memory?.Budget.MaxBytes ?? long.MaxValue) / 32);

    private const int Overhead = 96;

    /// <summary>Shorter ones are no longer than the reference to them, or hardly.</summary>
    private const int LeastLength = 6;

    /// <summary>Of longer ones only so many bytes are hashed. All are compared.</summary>
    private const int HashedWhole = 256;

    /// <summary>A power of two.</summary>
    private const int SeenOnceSlots = 1 << 14;

    private readonly List<byte[]> _parts = [];
    private readonly Dictionary<int, int> _byHash = [];
    private readonly int[] _seenOnce = new int[SeenOnceSlots];
    private int _kept;
    private int _users;

    /// <summary>Whether nothing can be added any more.</summary>
    public bool IsFull => _kept > _maxBytes;

    /// <summary>Adds a user, which refers to parts by their numbers until <see cref="Leave"/>.</summary>
    public void Enter() => _users++;

    /// <summary>Removes a user. After the last one, the bytes of a full one are no longer counted.</summary>
    public void Leave()
    {
        if (--_users == 0 && IsFull) memory?.Add(-_kept);
    }

    /// <summary>A part by its number.</summary>
    public ReadOnlySpan<byte> this[int number] => _parts[number];

    /// <summary>The number of a part that came before; <c>false</c> where it is not kept.</summary>
    public bool TryShare(ReadOnlySpan<byte> part, out int number)
    {
        number = 0;
        if (part.Length < LeastLength) return false;
        int hash = Hash(part);
        // Of two with the same hash the second is not shared.
        if (_byHash.TryGetValue(hash, out number)) return part.SequenceEqual(_parts[number]);
        ref int seen = ref _seenOnce[hash & (SeenOnceSlots - 1)];
        bool isNew = seen != hash;
        seen = hash;
        if (isNew || IsFull) return false;
        number = _parts.Count;
        _parts.Add(part.ToArray());
        _byHash.Add(hash, number);
        _kept += part.Length + Overhead;
        memory?.Add(part.Length + Overhead);
        return true;
    }

    private static int Hash(ReadOnlySpan<byte> part)
    {
        HashCode hash = default;
        hash.Add(part.Length);
        if (part.Length <= HashedWhole)
        {
            hash.AddBytes(part);
        }
        else
        {
            // What tells certificates apart is a serial number near the front and the signature at the end.
            hash.AddBytes(part[..(HashedWhole / 2)]);
            hash.AddBytes(part[^(HashedWhole / 2)..]);
        }

        return hash.ToHashCode();
    }
}
