namespace TlsDissect.Protocol;

/// <summary>
/// Type of a QUIC frame (IANA registry, RFC 9000 §19). Types that differ in flag bits only are one: the first of them. Unknown values are
/// possible.
/// </summary>
internal enum QuicFrameType : ulong
{
    /// <summary>A run of PADDING frames, which are single zero bytes.</summary>
    Padding = 0x00,
    Ping = 0x01,

    /// <summary>0x02 and 0x03, which has ECN counts.</summary>
    Ack = 0x02,
    ResetStream = 0x04,
    StopSending = 0x05,
    Crypto = 0x06,
    NewToken = 0x07,

    /// <summary>0x08 to 0x0F, with bits for an offset, a length and the end of the stream.</summary>
    Stream = 0x08,
    MaxData = 0x10,
    MaxStreamData = 0x11,
    MaxStreamsBidirectional = 0x12,
    MaxStreamsUnidirectional = 0x13,
    DataBlocked = 0x14,
    StreamDataBlocked = 0x15,
    StreamsBlockedBidirectional = 0x16,
    StreamsBlockedUnidirectional = 0x17,
    NewConnectionId = 0x18,
    RetireConnectionId = 0x19,
    PathChallenge = 0x1A,
    PathResponse = 0x1B,

    /// <summary>Closes with an error of QUIC, or with an alert of TLS as 0x0100 and its number (RFC 9001 §4.8).</summary>
    ConnectionClose = 0x1C,

    /// <summary>Closes with an error of the application protocol.</summary>
    ApplicationClose = 0x1D,
    HandshakeDone = 0x1E,

    /// <summary>draft-ietf-quic-ack-frequency.</summary>
    ImmediateAck = 0x1F,

    /// <summary>0x30 and 0x31, which has a length (RFC 9221).</summary>
    Datagram = 0x30,

    /// <summary>draft-ietf-quic-ack-frequency.</summary>
    AckFrequency = 0xAF,

    /// <summary>draft-huitema-quic-ts.</summary>
    TimeStamp = 0x02F5,
}
