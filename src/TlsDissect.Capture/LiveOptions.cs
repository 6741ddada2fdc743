
namespace TlsDissect.Capture;

/// <summary>Options of a live capture.</summary>
public sealed record LiveOptions
{
    /// <summary>
    /// Number of bytes captured of each packet; the rest is dropped. Default 262,144, because loopback interfaces have packets of 64 KiB
    /// and more.
    /// </summary>
    public int SnapLength { get; init; } = 262_144;

    /// <summary>Whether to capture packets for other stations too, as on a mirror port. Default <c>true</c>.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>
    /// Size of the kernel's buffer for each interface, in bytes. Packets that arrive while it is full are dropped and counted. Default 64
    /// MiB; at 600 MB/s, libpcap's default of 2 MiB dropped 20 to 45% of the packets.
    /// </summary>
    public int BufferSize { get; init; } = 64 << 20;

    /// <summary>
    /// Whether to deliver each packet immediately instead of in blocks, which wait up to <see cref="Wait"/>. Uses more CPU. Default
    /// <c>false</c>.
    /// </summary>
    public bool Immediate { get; init; }

    /// <summary>How long to wait for packets before an item of kind <see cref="CapturedItemKind.Idle"/> comes. Default 100 ms.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A capture filter (pcap-filter syntax), applied by the kernel; <c>null</c> for all packets.</summary>
    public string? Filter { get; init; }
}
