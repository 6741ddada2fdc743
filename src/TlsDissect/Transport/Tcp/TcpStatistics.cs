namespace TlsDissect.Transport.Tcp;

/// <summary>What was seen of one TCP connection, for both directions together.</summary>
public sealed class TcpStatistics
{
    /// <summary>Holes that were given up.</summary>
    public int Gaps { get; internal set; }

    /// <summary>Bytes in those holes.</summary>
    public long MissingBytes { get; internal set; }

    /// <summary>Segments that were captured after bytes that follow theirs.</summary>
    public long OutOfOrder { get; internal set; }

    /// <summary>Segments that brought nothing new.</summary>
    public long Retransmitted { get; internal set; }

    /// <summary>Whether the SYN of either side was seen.</summary>
    public bool SeenStart { get; internal set; }

    /// <summary>Whether both FINs or a RST were seen.</summary>
    public bool SeenEnd { get; internal set; }

    /// <summary>Number of the TCP connection's last packet. Set when a connection in it is over.</summary>
    public long LastPacket { get; internal set; }

    internal TcpStatistics Copy() => (TcpStatistics)MemberwiseClone();
}
