namespace TlsDissect.Keys;

/// <summary>
/// An open hash table of places (<see cref="KeyLogPages"/>). The caller compares the entries and goes from slot to slot until one is empty.
/// </summary>
/// <param name="hashOf">Computes the hash of the entry at a place. Other programs write the lines, so <see cref="HashCode"/> has a seed
/// that they do not know.</param>
internal sealed class PlaceTable(Func<uint, int> hashOf)
{
    private uint[] _slots = new uint[64];

    /// <summary>Number of places held.</summary>
    public int Count { get; private set; }

    /// <summary>The place in a slot; 0 if it is empty.</summary>
    public uint this[int slot] => _slots[slot];

    /// <summary>The first slot for a hash.</summary>
    public int Start(int hash) => hash & _slots.Length - 1;

    /// <summary>The next slot.</summary>
    public int After(int slot) => slot + 1 & _slots.Length - 1;

    /// <summary>Puts a place into an empty slot. All slots may change.</summary>
    public void Add(int slot, uint place)
    {
        _slots[slot] = place;
        if (++Count > _slots.Length / 4 * 3) Grow();
    }

    /// <summary>Puts a place of the same hash into a slot.</summary>
    public void Replace(int slot, uint place) => _slots[slot] = place;

    private void Grow()
    {
        uint[] old = _slots;
        _slots = new uint[2 * old.Length];
        foreach (uint place in old)
        {
            if (place == 0) continue;
            int slot = Start(hashOf(place));
            while (_slots[slot] != 0) slot = After(slot);
            _slots[slot] = place;
        }
    }
}
