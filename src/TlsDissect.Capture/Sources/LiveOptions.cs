namespace TlsDissect.Capture.Sources;

/// <summary>How interfaces are captured on.</summary>
public sealed record LiveOptions
{
    /// <summary>Bytes kept of a packet. Default 262,144: loopback interfaces have packets of 64 KiB and more.</summary>
    public int SnapLength { get; init; } = 262_144;

    /// <summary>Whether packets for other stations are taken too. Default <c>true</c>, as tcpdump does: a mirror port's packets are all for others.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>
    /// The kernel's buffer per interface in bytes; what comes while it is full is dropped and counted. Default 64 MiB: at 600 MB/s libpcap's own 2 MiB
    /// dropped 20 to 45 %.
    /// </summary>
    public int BufferSize { get; init; } = 64 << 20;

    /// <summary>
    /// Whether each packet is handed over at once, rather than in blocks that wait up to <see cref="Wait"/>. Default <c>false</c>: it costs throughput.
    /// </summary>
    public bool Immediate { get; init; }

    /// <summary>How long to wait for packets before the source says that time went by. Default 100 ms.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A libpcap filter expression that the kernel applies, or <c>null</c> for all packets.</summary>
    public string? Filter { get; init; }
}
