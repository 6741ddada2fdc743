using TlsDissect.Transport.Tcp;

namespace TlsDissect;

/// <summary>Counts of one connection over datagrams, for both directions together.</summary>
public abstract class DatagramStatistics
{
    private protected DatagramStatistics() { }

    /// <summary>
    /// Number of records of DTLS, or packets of QUIC, that did not come, up to the highest number of each epoch; <c>null</c> if none
    /// authenticated, because the numbers are not verified then.
    /// </summary>
    public long? Missing { get; internal set; }

    /// <summary>Number of records or packets that were captured after a later one of their epoch; <c>null</c> as above.</summary>
    public long? OutOfOrder { get; internal set; }

    /// <summary>Number of records or packets that came again with the same number, because the network repeated their datagram.</summary>
    public long Repeated { get; internal set; }

    /// <summary>Number of handshake fragments or CRYPTO frames that were sent again and brought nothing new.</summary>
    public long Retransmitted { get; internal set; }

    /// <summary>Number of datagrams whose end was not captured, because the snap length truncated their packet.</summary>
    public int TruncatedPackets { get; internal set; }

    /// <summary>
    /// Number of datagrams of the flow that are of another protocol: STUN, or SRTP media whose keys DTLS negotiates (RFC 7983).
    /// </summary>
    public long OtherDatagrams { get; internal set; }

    /// <summary>Whether the first handshake message of the client was captured.</summary>
    public bool SeenStart { get; internal set; }

    /// <summary>Whether the end was read: a close_notify, or a CONNECTION_CLOSE.</summary>
    public bool SeenEnd { get; internal set; }

    /// <summary>Number of the last packet of the flow. Set when a connection in it is over.</summary>
    internal long LastPacket { get; set; }

    internal BytesMissing BytesMissing => (TruncatedPackets > 0, Missing > 0) switch
    {
        (false, false) => BytesMissing.No,
        (false, true) => BytesMissing.Lost,
        (true, false) => BytesMissing.Truncated,
        (true, true) => BytesMissing.LostAndTruncated,
    };

    internal DatagramStatistics Copy() => (DatagramStatistics)MemberwiseClone();
}
