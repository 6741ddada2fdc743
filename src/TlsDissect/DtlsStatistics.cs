using TlsDissect.Transport.Tcp;

namespace TlsDissect;

/// <summary>Statistics of one DTLS connection, for both directions together.</summary>
public sealed class DtlsStatistics
{
    internal DtlsStatistics() { }

    /// <summary>
    /// Number of records that did not come, up to the highest number of each epoch; <c>null</c> if no record authenticated, because the
    /// numbers are not verified then.
    /// </summary>
    public long? MissingRecords { get; internal set; }

    /// <summary>Number of records that were captured after a later one of their epoch; <c>null</c> as above.</summary>
    public long? OutOfOrder { get; internal set; }

    /// <summary>Number of records that came again with the same number, because the network repeated their datagram.</summary>
    public long Repeated { get; internal set; }

    /// <summary>Number of handshake fragments that were sent again (RFC 6347 §4.2.4) and brought nothing new.</summary>
    public long Retransmitted { get; internal set; }

    /// <summary>Number of datagrams whose end was not captured, because the snap length truncated their packet.</summary>
    public int TruncatedPackets { get; internal set; }

    /// <summary>
    /// Number of datagrams of the flow that have no DTLS records: STUN, or SRTP media whose keys DTLS negotiates (RFC 7983).
    /// </summary>
    public long OtherDatagrams { get; internal set; }

    /// <summary>Whether the first handshake message of the client was captured.</summary>
    public bool SeenStart { get; internal set; }

    /// <summary>Whether a close_notify was read.</summary>
    public bool SeenEnd { get; internal set; }

    /// <summary>Whether the server made the client send its hello again with a cookie, to prove its address (RFC 6347 §4.2.1).</summary>
    public bool IsCookieExchanged { get; internal set; }

    /// <summary>
    /// The connection ID in records to the client (RFC 9146 §3): empty if the client wants none in them; <c>null</c> if none was
    /// negotiated.
    /// </summary>
    public ReadOnlyMemory<byte>? ClientConnectionId { get; internal set; }

    /// <summary>The connection ID in records to the server; see <see cref="ClientConnectionId"/>.</summary>
    public ReadOnlyMemory<byte>? ServerConnectionId { get; internal set; }

    /// <summary>Name of the profile that the server chose for SRTP (RFC 5764 §4.1.1); <c>null</c> if none.</summary>
    public string? SrtpProfile { get; internal set; }

    /// <summary>Number of the last packet of the flow. Set when a connection in it is over.</summary>
    internal long LastPacket { get; set; }

    internal BytesMissing Missing => (TruncatedPackets > 0, MissingRecords > 0) switch
    {
        (false, false) => BytesMissing.No,
        (false, true) => BytesMissing.Lost,
        (true, false) => BytesMissing.Truncated,
        (true, true) => BytesMissing.LostAndTruncated,
    };

    internal DtlsStatistics Copy() => (DtlsStatistics)MemberwiseClone();
}
