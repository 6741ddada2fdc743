namespace TlsDissect.Capture.Network.Census;

/// <summary>Counts of one kind.</summary>
internal sealed class CensusCount
{
    public long Packets { get; set; }

    public long Flows { get; set; }
}

/// <summary>
/// Counts by kind and number, at most <see cref="PacketCensus.MaxNumbers"/> and one more per kind. A capture may be crafted to contain
/// 65,536 EtherTypes.
/// </summary>
internal sealed class CensusTable
{
    private readonly Dictionary<Undissected, CensusCount> _counts = [];
    private readonly Dictionary<UndissectedKind, int> _numbers = [];
    private Undissected _latest;
    private CensusCount? _latestCount;

    /// <summary>Returns the count of a kind. It is created on first use.</summary>
    public CensusCount Of(Undissected what)
    {
        // Packets of a kind often follow each other.
        if (_latestCount is not null && _latest == what) return _latestCount;
        _latest = what;
        return _latestCount = Find(what);
    }

    /// <summary>All counts, in any order.</summary>
    public IEnumerable<CensusEntry> Entries() =>
        _counts.Where(entry => entry.Value.Packets > 0)
            .Select(entry =>
                new CensusEntry(entry.Key, entry.Value.Packets, UndissectedNames.HasFlows(entry.Key.Kind) ? entry.Value.Flows : null));

    private CensusCount Find(Undissected what)
    {
        if (_counts.TryGetValue(what, out CensusCount? count)) return count;
        int numbers = _numbers.GetValueOrDefault(what.Kind);
        if (numbers < PacketCensus.MaxNumbers)
        {
            _numbers[what.Kind] = numbers + 1;
            return _counts[what] = new CensusCount();
        }

        Undissected others = what with { Number = CensusEntry.OtherNumbers };
        return _counts.TryGetValue(others, out count) ? count : _counts[others] = new CensusCount();
    }
}
