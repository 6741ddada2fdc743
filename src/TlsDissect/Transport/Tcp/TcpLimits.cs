namespace TlsDissect.Transport.Tcp;

/// <summary>Limits of TCP reassembly. Reaching one is always reported.</summary>
public sealed record TcpLimits
{
    /// <summary>
    /// Limit, in bytes, on the out-of-order data of a direction. Beyond it, the hole before that data becomes a gap. Default 4 MiB.
    /// </summary>
    public int MaxOutOfOrderBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Number of packets of the connection after which an acknowledged hole becomes a gap. Some captures have a packet after its
    /// acknowledgment. Default 64.
    /// </summary>
    public int ReorderWindowPackets { get; init; } = 64;

    /// <summary>Time of the input after which an acknowledged hole becomes a gap, even if fewer packets followed. Default 1 s.</summary>
    public TimeSpan ReorderWindowTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Limit on concurrent connections. Beyond it, a closed connection is ended or, if there is none, the one that has been silent longest.
    /// Default 1,000,000.
    /// </summary>
    public int MaxConnections { get; init; } = 1_000_000;

    /// <summary>
    /// How long a closed connection accepts late packets before it is reported, in time of the input. It is reported earlier if
    /// <see cref="LingerPackets"/> have come. Default 2 s.
    /// </summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Number of packets of the whole input after which a closed connection is reported, even before <see cref="LingerTime"/>. Default
    /// 50,000.
    /// </summary>
    public int LingerPackets { get; init; } = 50_000;

    /// <summary>Time of the input without a packet after which a connection is ended. Default <see cref="TimeSpan.Zero"/>: never.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.Zero;
}
