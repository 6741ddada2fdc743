using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli.Runs;

/// <summary>Says when the kernel drops packets, while it does and not too often.</summary>
/// <param name="statistics">What each interface has done so far.</param>
internal sealed class DropMonitor(Func<IReadOnlyList<LiveStatistics>> statistics)
{
    private const long LookEvery = 1_000;
    private const long SpeakEvery = 5_000;

    private readonly Dictionary<string, long> _said = [];
    private long _looked = Environment.TickCount64;
    private long _spoke = -SpeakEvery;

    /// <summary>What is to be said now: interface and sentence.</summary>
    /// <param name="now">Milliseconds of a clock that does not go back.</param>
    public IReadOnlyList<(string Interface, string Text)> Look(long now)
    {
        if (now - _looked < LookEvery) return [];
        _looked = now;
        // The counts are read even when nothing may be said: libpcap's go round.
        LiveStatistics[] grown = [.. statistics().Where(one => one.Dropped > _said.GetValueOrDefault(one.Name))];
        if (grown.Length == 0 || now - _spoke < SpeakEvery) return [];
        _spoke = now;
        List<(string, string)> lines = [];
        foreach (LiveStatistics one in grown)
        {
            long more = one.Dropped - _said.GetValueOrDefault(one.Name);
            _said[one.Name] = one.Dropped;
            lines.Add((one.Name, $"the kernel dropped {more} packets, {one.Dropped} so far: capture less (--filter) or give it more room (--buffer-size)"));
        }

        return lines;
    }
}
