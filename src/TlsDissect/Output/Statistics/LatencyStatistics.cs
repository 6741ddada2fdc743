namespace TlsDissect.Output.Statistics;

/// <summary>A duration over all connections that have it, in nanoseconds; 0 if none has.</summary>
/// <param name="Name">The name of the duration in <c>latency</c> of a connection's JSON.</param>
/// <param name="Connections">Number of connections that have it.</param>
internal sealed record LatencyStatistics(string Name, long Connections)
{
    /// <summary>The shortest, exactly.</summary>
    public required long Shortest { get; init; }

    /// <summary>Half of them took no longer, within <see cref="DurationSketch.Error"/>.</summary>
    public required long Median { get; init; }

    /// <summary>95% of them took no longer, likewise.</summary>
    public required long P95 { get; init; }

    /// <summary>99% of them took no longer, likewise.</summary>
    public required long P99 { get; init; }

    /// <summary>The longest, exactly.</summary>
    public required long Longest { get; init; }
}
