namespace TlsDissect.Capture.Network;

/// <summary>Limits on reassembly of IP fragments. Beyond them, the oldest datagrams are dropped and counted.</summary>
internal sealed record FragmentLimits
{
    /// <summary>Maximum number of incomplete datagrams kept at once. Default 1,024.</summary>
    public int MaxDatagrams { get; init; } = 1024;

    /// <summary>Limit, in bytes, on all incomplete datagrams. Default 16 MiB.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>Capture time after which an incomplete datagram is dropped. Default 60 s (RFC 8200 §4.5).</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(60);
}
