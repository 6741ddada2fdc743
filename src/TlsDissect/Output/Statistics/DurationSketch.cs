namespace TlsDissect.Output.Statistics;

/// <summary>
/// Quantiles of durations in constant memory, each at most 1% away from the exact one: it counts durations of similar length together
/// (DDSketch, Masson, Rim, Lee 2019).
/// </summary>
internal sealed class DurationSketch
{
    /// <summary>Largest relative error of a quantile.</summary>
    public const double Error = 0.01;

    /// <summary>How much longer the durations of the next count are.</summary>
    private const double Growth = (1 + Error) / (1 - Error);

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly long[] _counts = new long[PlaceOf(long.MaxValue) + 1];

    private long _shortest = long.MaxValue;

    /// <summary>Number of durations.</summary>
    public long Count { get; private set; }

    /// <summary>The shortest duration in nanoseconds, exactly; 0 if there is none.</summary>
    public long Shortest => Count > 0 ? _shortest : 0;

    /// <summary>The longest duration in nanoseconds, exactly; 0 if there is none.</summary>
    public long Longest { get; private set; }

    /// <summary>Counts a duration.</summary>
    /// <param name="nanoseconds">Not negative.</param>
    public void Add(long nanoseconds)
    {
        Count++;
        _shortest = Math.Min(_shortest, nanoseconds);
        Longest = Math.Max(Longest, nanoseconds);
        _counts[PlaceOf(nanoseconds)]++;
    }

    /// <summary>Returns the shortest duration that is not exceeded by a share of all, in nanoseconds; 0 if there is none.</summary>
    /// <param name="share">From 0 to 1: 0.5 for the median.</param>
    public long Quantile(double share)
    {
        long rest = Math.Max(1, (long)Math.Ceiling(share * Count));
        int place = 0;
        while (place < _counts.Length - 1 && (rest -= _counts[place]) > 0) place++;
        return Math.Clamp(DurationOf(place), Shortest, Longest);
    }

    /// <summary>0 and 1 have places of their own; place p has the durations above Growth^(p-2), up to Growth^(p-1).</summary>
    private static int PlaceOf(long nanoseconds) =>
        nanoseconds == 0 ? 0 : 1 + (int)Math.Ceiling(Math.Log(nanoseconds) / LogGrowth);

    /// <summary>The duration that is equally far from both ends of a place, relatively.</summary>
    private static long DurationOf(int place) =>
        place == 0 ? 0 : (long)Math.Min(long.MaxValue, Math.Round(2 * Math.Pow(Growth, place - 1) / (Growth + 1)));
}
