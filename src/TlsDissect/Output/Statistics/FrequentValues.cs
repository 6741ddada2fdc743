namespace TlsDissect.Output.Statistics;

/// <summary>
/// Counts values in limited memory. While it suffices, all counts are exact. After that, the rarest value is forgotten for each new one,
/// and counts are minimums: a value may have occurred before it was remembered. A value that occurs often is never forgotten.
/// </summary>
/// <remarks>
/// The algorithm is Space-Saving (Metwally, Agrawal, El Abbadi 2005). A new value starts at the rank of the last one that was forgotten, so
/// that it is not forgotten at once. That start is never part of a count that is told.
/// </remarks>
/// <param name="maxBytes">Limit, in bytes, on the values.</param>
/// <param name="byBytes">Whether bytes decide which values matter, instead of occurrences.</param>
internal sealed class FrequentValues(long maxBytes, bool byBytes = false)
{
    /// <summary>What a value takes besides its text: its entry, and its places in both collections.</summary>
    private const int BytesPerValue = 160;

    /// <summary>A longer value would displace too many others. It is counted, but not by its value.</summary>
    private readonly long _longest = maxBytes / 16;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Made when the memory is used up. The rank of an entry may have grown since it was added.</summary>
    private PriorityQueue<Entry, long>? _rarest;

    private long _lastForgotten;

    /// <summary>Number of occurrences of all values.</summary>
    public long Occurrences { get; private set; }

    /// <summary>Bytes of all occurrences.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Number of values that are remembered.</summary>
    public int Distinct => _entries.Count;

    /// <summary>Whether no value was forgotten: all counts are exact.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Bytes that the values take.</summary>
    public long Memory { get; private set; }

    /// <summary>All values that are remembered, in no order.</summary>
    public IEnumerable<CountedValue> All => _entries.Values.Select(entry => new CountedValue(entry.Value, entry.Count, entry.Bytes));

    /// <summary>Counts one occurrence.</summary>
    public void Add(string value, long bytes = 0)
    {
        Occurrences++;
        TotalBytes += bytes;
        if (!_entries.TryGetValue(value, out Entry? entry) && (entry = Remember(value)) is null) return;
        entry.Count++;
        entry.Bytes += bytes;
    }

    private Entry? Remember(string value)
    {
        long size = SizeOf(value);
        if (size > _longest)
        {
            IsComplete = false;
            return null;
        }

        while (Memory + size > maxBytes) Forget();
        Memory += size;
        Entry entry = new(value, _lastForgotten);
        _entries.Add(value, entry);
        _rarest?.Enqueue(entry, entry.Start);
        return entry;
    }

    private void Forget()
    {
        IsComplete = false;
        _rarest ??= new PriorityQueue<Entry, long>(_entries.Values.Select(entry => (entry, RankOf(entry))));
        Entry rarest = _rarest.Dequeue();
        while (_rarest.TryPeek(out _, out long next) && RankOf(rarest) > next) rarest = _rarest.EnqueueDequeue(rarest, RankOf(rarest));
        _lastForgotten = RankOf(rarest);
        _entries.Remove(rarest.Value);
        Memory -= SizeOf(rarest.Value);
    }

    private long RankOf(Entry entry) => entry.Start + (byBytes ? entry.Bytes : entry.Count);

    private static long SizeOf(string value) => BytesPerValue + (sizeof(char) * (long)value.Length);

    private sealed class Entry(string value, long start)
    {
        public string Value { get; } = value;

        /// <summary>The highest rank that the value may have had before it was remembered.</summary>
        public long Start { get; } = start;

        public long Count { get; set; }

        public long Bytes { get; set; }
    }
}
