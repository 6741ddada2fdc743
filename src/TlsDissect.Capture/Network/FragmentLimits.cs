namespace TlsDissect.Capture.Network;

/// <summary>What reassembly of IP fragments may hold. What exceeds it is dropped, the oldest first, and counted.</summary>
internal sealed record FragmentLimits
{
    /// <summary>Unfinished datagrams kept at once. Default 1,024.</summary>
    public int MaxDatagrams { get; init; } = 1024;

    /// <summary>Bytes of unfinished datagrams kept in all. Default 16 MiB.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>Capture time after which an unfinished datagram is dropped. Default 60 s (RFC 8200 §4.5).</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(60);
}
