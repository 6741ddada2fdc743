namespace TlsDissect.Transport.Tcp;

/// <summary>What TCP reassembly may hold. Hitting a bound is reported, never silent.</summary>
public sealed record TcpLimits
{
    /// <summary>Out-of-order bytes kept per direction before the hole in front of them is given up. Default 4 MiB.</summary>
    public int MaxOutOfOrderBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Packets of the same connection that must follow the acknowledgment of a hole before the hole is given up: a capture may
    /// hold a packet after its acknowledgment. Default 64.
    /// </summary>
    public int ReorderWindowPackets { get; init; } = 64;

    /// <summary>
    /// Capture time after which an acknowledged hole is given up even if fewer packets followed. Default 1 s.
    /// </summary>
    public TimeSpan ReorderWindowTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connections followed at once; past it one that is closed, else the one that has been silent longest, is ended. Default 1,000,000.</summary>
    public int MaxConnections { get; init; } = 1_000_000;

    /// <summary>
    /// How long a closed connection still takes late packets, so that its last packet is known when it is reported. Default 2 s of
    /// capture time or <see cref="LingerPackets"/>, whichever comes first.
    /// </summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>See <see cref="LingerTime"/>. Counted over all packets of the input. Default 50,000.</summary>
    public int LingerPackets { get; init; } = 50_000;

    /// <summary>Silence after which a connection is ended; <see cref="TimeSpan.Zero"/> for never, the default for files.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.Zero;
}
