namespace TlsDissect.Output.Report;

/// <summary>Counts durations by ranges that people think in.</summary>
internal sealed class LatencyBins
{
    private static readonly (long Below, string Label)[] Ranges =
    [
        (1_000, "under 1 ms"), (5_000, "1 to 5 ms"), (10_000, "5 to 10 ms"), (50_000, "10 to 50 ms"), (100_000, "50 to 100 ms"),
        (500_000, "100 to 500 ms"), (1_000_000, "0.5 to 1 s"), (5_000_000, "1 to 5 s"), (long.MaxValue, "5 s and more"),
    ];

    private readonly long[] _counts = new long[Ranges.Length];

    /// <summary>Counts a duration.</summary>
    /// <param name="microseconds">Not negative.</param>
    public void Add(long microseconds)
    {
        int range = 0;
        while (microseconds >= Ranges[range].Below && range < Ranges.Length - 1) range++;
        _counts[range]++;
    }

    /// <summary>The ranges, from the first to the last that has durations.</summary>
    public IEnumerable<(string Label, long Count)> Counts()
    {
        int first = Array.FindIndex(_counts, count => count > 0);
        if (first < 0) yield break;
        int last = Array.FindLastIndex(_counts, count => count > 0);
        for (int range = first; range <= last; range++) yield return (Ranges[range].Label, _counts[range]);
    }
}
