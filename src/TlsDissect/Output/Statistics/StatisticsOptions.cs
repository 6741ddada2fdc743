namespace TlsDissect.Output.Statistics;

/// <summary>How connections are counted.</summary>
internal sealed record StatisticsOptions
{
    /// <summary>Default of <see cref="MaxTableBytes"/>.</summary>
    public const long DefaultTableBytes = 4 << 20;

    /// <summary>Number of values that the result has of each section.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Limit, in bytes, on the values of one section. Above it, the rarest are forgotten.</summary>
    public long MaxTableBytes { get; init; } = DefaultTableBytes;
}
