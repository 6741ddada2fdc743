using System.Collections.Immutable;

namespace TlsDissect.Output.Statistics;

/// <summary>
/// Counts connections by the time at which they began, in at most <see cref="MaxSlots"/> slots of equal length. The slots grow with the
/// time that they span, and the result does not depend on the order of the connections.
/// </summary>
internal sealed class Timeline
{
    /// <summary>Maximum number of slots.</summary>
    public const int MaxSlots = 60;

    private const long Second = 1000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

    /// <summary>Lengths of slots in milliseconds, each a multiple of the one before. Longer ones double.</summary>
    private static readonly ImmutableArray<long> Lengths =
        [1, 10, 100, Second, 5 * Second, 15 * Second, Minute, 5 * Minute, 15 * Minute, Hour, 6 * Hour, Day];

    private Dictionary<long, long> _slots = [];
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    /// <summary>Length of a slot in milliseconds.</summary>
    public long SlotMilliseconds { get; private set; } = Lengths[0];

    /// <summary>Start of the first slot in milliseconds since 1970; <c>null</c> if there is none.</summary>
    public long? Start => _slots.Count > 0 ? _first * SlotMilliseconds : null;

    /// <summary>Number of connections in each slot, from the first to the last one with any.</summary>
    public ImmutableArray<long> Counts()
    {
        if (_slots.Count == 0) return [];
        long[] counts = new long[_last - _first + 1];
        foreach ((long slot, long count) in _slots) counts[slot - _first] = count;
        return [.. counts];
    }

    /// <summary>Counts a connection.</summary>
    /// <param name="milliseconds">Since 1970, not negative.</param>
    public void Add(long milliseconds)
    {
        long slot = milliseconds / SlotMilliseconds;
        _slots[slot] = _slots.GetValueOrDefault(slot) + 1;
        (_first, _last) = (Math.Min(_first, slot), Math.Max(_last, slot));
        while (_last - _first >= MaxSlots) Lengthen();
    }

    private void Lengthen()
    {
        int known = Lengths.IndexOf(SlotMilliseconds) + 1;
        long longer = known > 0 && known < Lengths.Length ? Lengths[known] : 2 * SlotMilliseconds;
        long factor = longer / SlotMilliseconds;
        Dictionary<long, long> slots = [];
        foreach ((long slot, long count) in _slots) slots[slot / factor] = slots.GetValueOrDefault(slot / factor) + count;
        (_slots, _first, _last, SlotMilliseconds) = (slots, _first / factor, _last / factor, longer);
    }
}
