namespace TlsDissect;

/// <summary>Limits on connections of QUIC.</summary>
public sealed record QuicLimits
{
    /// <summary>
    /// Limit, in bytes, on the data of streams that a connection keeps while data before it is missing. Past it, the missing data is given
    /// up. Default 4 MiB.
    /// </summary>
    public int MaxReorderedBytes { get; init; } = 4 << 20;

    /// <summary>
    /// How long, in capture time, data of a stream waits for missing data, which a sender sends again. Default 10 seconds.
    /// </summary>
    public TimeSpan GapTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Limit on the streams of a connection that are open at once. Past it, the one that was opened first is given up. Default 10,000.
    /// </summary>
    public int MaxOpenStreams { get; init; } = 10_000;

    /// <summary>Limit on the streams that the summary of a connection lists. Default 1,000.</summary>
    public int MaxListedStreams { get; init; } = 1_000;
}
