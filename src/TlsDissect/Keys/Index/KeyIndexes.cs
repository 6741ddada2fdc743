namespace TlsDissect.Keys.Index;

/// <summary>The indexes of a key ring, one after another. They do not change during a run.</summary>
internal sealed class KeyIndexes : ILoggedSecrets
{
    private readonly List<KeyIndex> _all = [];

    /// <summary>The indexes, in the order in which they were added.</summary>
    public IReadOnlyList<KeyIndex> All => _all;

    /// <summary>Whether there is any secret.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Adds an index.</summary>
    public void Add(KeyIndex index)
    {
        _all.Add(index);
        HasAny |= index.Count > 0;
    }

    /// <inheritdoc/>
    public bool TryFindNext(in KeyLogKey key, ref long after, out KeyLogEntry entry)
    {
        long before = 0;
        foreach (KeyIndex index in _all)
        {
            long place = Math.Max(0, after - before);
            // After the last value of an index, the next one is asked for its first.
            if (place <= index.Count && index.TryFindNext(key, ref place, out entry))
            {
                after = before + place;
                return true;
            }

            before += index.Count;
            if (after < before) after = before;
        }

        entry = default;
        return false;
    }

    /// <inheritdoc/>
    public bool TryNext(ref long at, uint labels, ref int most, out LoggedSecret logged)
    {
        long before = 0;
        foreach (KeyIndex index in _all)
        {
            long place = at - before;
            if (place < index.Count)
            {
                bool found = index.TryNext(ref place, labels, ref most, out logged);
                at = before + place;
                if (found || most <= 0) return found;
            }

            before += index.Count;
        }

        logged = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Has(KeyLogLabel label) => _all.Exists(index => index.Has(label));

    /// <inheritdoc/>
    public bool HasNext(long at) => at < _all.Sum(index => index.Count);
}
