using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli.Runs;

/// <summary>Reports packets that the kernel drops, at a limited rate.</summary>
/// <param name="statistics">Returns the statistics of each interface.</param>
internal sealed class DropMonitor(Func<IReadOnlyList<LiveStatistics>> statistics)
{
    private const long LookEvery = 1_000;
    private const long SpeakEvery = 5_000;

    private readonly Dictionary<string, long> _said = [];
    private long _looked = Environment.TickCount64;
    private long _spoke = -SpeakEvery;

    /// <summary>The reports that are due: interface and sentence.</summary>
    /// <param name="now">Milliseconds of a monotonic clock.</param>
    public IReadOnlyList<(string Interface, string Text)> Look(long now)
    {
        if (now - _looked < LookEvery) return [];
        _looked = now;
        // The counts are read even if no report is due: libpcap's counters wrap.
        LiveStatistics[] grown = [.. statistics().Where(one => one.Dropped > _said.GetValueOrDefault(one.Name))];
        if (grown.Length == 0 || now - _spoke < SpeakEvery) return [];
        _spoke = now;
        List<(string, string)> lines = [];
        foreach (LiveStatistics one in grown)
        {
            long more = one.Dropped - _said.GetValueOrDefault(one.Name);
            _said[one.Name] = one.Dropped;
            lines.Add(
                (one.Name,
                    $"the kernel dropped {more} packets, {one.Dropped} so far; capture less (--filter) or enlarge the buffer " +
                        "(--buffer-size)"));
        }

        return lines;
    }
}
