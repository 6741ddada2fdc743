namespace TlsDissect.Transport.Tcp;

/// <summary>Statistics of one TCP connection, for both directions together.</summary>
public sealed class TcpStatistics
{
    private TcpHandshake _handshake;

    internal TcpStatistics() { }

    /// <summary>Number of gaps: holes in a stream that were not filled.</summary>
    public int Gaps { get; internal set; }

    /// <summary>Number of bytes missing in those gaps.</summary>
    public long MissingBytes { get; internal set; }

    /// <summary>Number of segments whose end was not captured because the snap length truncated their packet (<c>tcpdump -s</c>).</summary>
    public int TruncatedPackets { get; internal set; }

    /// <summary>Number of bytes missing because packets were truncated. <see cref="MissingBytes"/> contains them.</summary>
    public long TruncatedBytes { get; internal set; }

    /// <summary>Number of segments that were captured after later bytes of the stream.</summary>
    public long OutOfOrder { get; internal set; }

    /// <summary>Number of segments without new bytes.</summary>
    public long Retransmitted { get; internal set; }

    /// <summary>Whether the SYN of either side was seen.</summary>
    public bool SeenStart { get; internal set; }

    /// <summary>Whether both FINs or a RST were seen.</summary>
    public bool SeenEnd { get; internal set; }

    /// <summary>Number of the TCP connection's last packet. Set when a connection in it is over.</summary>
    public long LastPacket { get; internal set; }

    /// <summary>Why bytes are missing.</summary>
    internal BytesMissing Missing => (TruncatedBytes > 0, MissingBytes > TruncatedBytes) switch
    {
        (false, false) => BytesMissing.No,
        (false, true) => BytesMissing.Lost,
        (true, false) => BytesMissing.Truncated,
        (true, true) => BytesMissing.LostAndTruncated,
    };

    /// <summary>Duration of TCP's handshake in nanoseconds; see <see cref="TcpHandshake"/>.</summary>
    internal long? RoundTrip => _handshake.RoundTrip;

    /// <summary>Notes a segment as long as it may belong to TCP's handshake.</summary>
    internal void NoteHandshake(int side, in TcpSegment segment)
    {
        if (_handshake.IsOpen) _handshake.Note(side, segment);
    }

    internal TcpStatistics Copy() => (TcpStatistics)MemberwiseClone();
}
