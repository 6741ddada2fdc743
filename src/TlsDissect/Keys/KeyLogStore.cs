namespace TlsDissect.Keys;

/// <summary>
/// Stores secrets by key. A key may have several values, which are kept in the order in which they came: at most one of them is right, and
/// only a record tells which. Repeated values are not stored again. Not thread-safe.
/// </summary>
internal sealed class KeyLogStore
{
    private readonly KeyLogPages _pages = new();

    /// <summary>The first value of each key, or the second if there are several, because it links to the first and the last.</summary>
    private readonly PlaceTable _keys;

    /// <summary>
    /// The second and all later values, by key and secret, so that adding thousands to one key is as fast as to as many keys.
    /// </summary>
    private readonly PlaceTable _further;

    public KeyLogStore()
    {
        _keys = new PlaceTable(place => _pages.KeyAt(place).GetHashCode());
        _further = new PlaceTable(place => HashOf(_pages.KeyAt(place), _pages.SecretAt(place)));
    }

    /// <summary>Number of secrets held.</summary>
    public int Count => _keys.Count + _further.Count;

    /// <summary>The labels of all secrets, one bit each.</summary>
    public uint Labels => _pages.Labels;

    /// <summary>Index at which the next entry will be stored; the end for <see cref="TryNext"/>.</summary>
    public uint End => _pages.End;

    /// <summary>Adds a value. Returns <c>false</c> if the key already has it.</summary>
    /// <param name="key">The key that finds it.</param>
    /// <param name="secret">At most 65,535 bytes.</param>
    /// <param name="source">From 0 to 65,535.</param>
    public bool Add(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        int slot = SlotOf(key);
        uint place = _keys[slot];
        if (place == 0)
        {
            _keys.Add(slot, _pages.Append(key, secret, source, isFurther: false));
            return true;
        }

        if (Has(key, place, secret, out int free)) return false;
        uint added = _pages.Append(key, secret, source, isFurther: true);
        _further.Add(free, added);
        if (_pages.IsFurther(place))
        {
            _pages.Next(_pages.Last(place)) = added;
            _pages.Last(place) = added;
        }
        else
        {
            (_pages.First(added), _pages.Last(added)) = (place, added);
            _keys.Replace(slot, added);
        }

        return true;
    }

    /// <summary>Whether a key has this value.</summary>
    public bool Has(in KeyLogKey key, ReadOnlySpan<byte> secret) =>
        _keys[SlotOf(key)] is uint place and not 0 && Has(key, place, secret, out _);

    /// <summary>Returns the place of a key's value after another one, or of its first value after 0. Returns 0 after the last.</summary>
    public uint PlaceAfter(in KeyLogKey key, uint after)
    {
        if (after != 0 && _pages.IsFurther(after)) return _pages.Next(after);
        uint place = _keys[SlotOf(key)];
        if (place == 0 || !_pages.IsFurther(place)) return after == 0 ? place : 0;
        return after == 0 ? _pages.First(place) : place;
    }

    public byte[] SecretAt(uint place) => _pages.SecretAt(place).ToArray();

    public int SourceAt(uint place) => _pages.SourceAt(place);

    /// <inheritdoc cref="KeyLogPages.TryNext"/>
    public bool TryNext(ref uint at, uint labels, ref int most, out LoggedSecret logged, out int source) =>
        _pages.TryNext(ref at, labels, ref most, out logged, out source);

    /// <summary>Whether a key that has values has this one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="place">Its entry in the table of keys.</param>
    /// <param name="secret">The value.</param>
    /// <param name="free">If not: the slot for it among the further values.</param>
    private bool Has(in KeyLogKey key, uint place, ReadOnlySpan<byte> secret, out int free)
    {
        free = 0;
        if (_pages.SecretAt(_pages.IsFurther(place) ? _pages.First(place) : place).SequenceEqual(secret)) return true;
        for (free = _further.Start(HashOf(key, secret)); _further[free] is uint other and not 0; free = _further.After(free))
        {
            if (_pages.Is(other, key) && _pages.SecretAt(other).SequenceEqual(secret)) return true;
        }

        return false;
    }

    /// <summary>Returns the slot of the key, or the empty slot where it belongs.</summary>
    private int SlotOf(in KeyLogKey key)
    {
        int slot = _keys.Start(key.GetHashCode());
        while (_keys[slot] is uint place and not 0 && !_pages.Is(place, key)) slot = _keys.After(slot);
        return slot;
    }

    private static int HashOf(in KeyLogKey key, ReadOnlySpan<byte> secret)
    {
        HashCode hash = new();
        hash.Add(key);
        hash.AddBytes(secret);
        return hash.ToHashCode();
    }
}
