namespace TlsDissect.Transport.Udp;

/// <summary>Limits of the table of UDP flows.</summary>
public sealed record UdpLimits
{
    /// <summary>
    /// Maximum number of flows followed at once. Beyond it, the one that has been silent longest is ended. Default 1,000,000.
    /// </summary>
    public int MaxFlows { get; init; } = 1_000_000;

    /// <summary>
    /// Silence, in capture time, after which a flow is ended, because UDP has no end of its own. Default 2 minutes;
    /// <see cref="TimeSpan.Zero"/> for never.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
