using TlsDissect.Protocol;

namespace TlsDissect.Records.Quic;

/// <summary>One frame (RFC 9000 §19). Borrowed. Members that the frame's type does not have are empty or 0.</summary>
/// <remarks>It is too large to copy each.</remarks>
internal ref struct QuicFrame
{
    /// <summary>The type, without flags.</summary>
    public QuicFrameType Type { get; set; }

    /// <summary>Size of the frame on the wire; of padding, the number of frames.</summary>
    public int Length { get; set; }

    /// <summary>The stream of STREAM, RESET_STREAM, STOP_SENDING, MAX_STREAM_DATA and STREAM_DATA_BLOCKED.</summary>
    public ulong StreamId { get; set; }

    /// <summary>Offset of the data of CRYPTO and STREAM.</summary>
    public ulong Offset { get; set; }

    /// <summary>The data of CRYPTO, STREAM, DATAGRAM, PATH_CHALLENGE and PATH_RESPONSE, and the token of NEW_TOKEN.</summary>
    public ReadOnlySpan<byte> Data { get; set; }

    /// <summary>Whether STREAM is the last one of its stream.</summary>
    public bool IsFin { get; set; }

    /// <summary>Final size of a stream, of RESET_STREAM.</summary>
    public ulong FinalSize { get; set; }

    /// <summary>The limit of MAX_DATA, MAX_STREAM_DATA, MAX_STREAMS and of the frames that say a limit is reached.</summary>
    public ulong Limit { get; set; }

    /// <summary>The error of RESET_STREAM, STOP_SENDING and CONNECTION_CLOSE.</summary>
    public ulong ErrorCode { get; set; }

    /// <summary>The type of frame that caused a CONNECTION_CLOSE with an error of QUIC; 0 if none is known.</summary>
    public ulong CausedBy { get; set; }

    /// <summary>The reason of CONNECTION_CLOSE, as UTF-8.</summary>
    public ReadOnlySpan<byte> Reason { get; set; }

    /// <summary>The ranges of ACK.</summary>
    public QuicAckRanges Acknowledged { get; set; }

    /// <summary>The delay of ACK, in units that a transport parameter of the sender names.</summary>
    public ulong AckDelay { get; set; }

    /// <summary>Number of NEW_CONNECTION_ID, RETIRE_CONNECTION_ID and ACK_FREQUENCY.</summary>
    public ulong Sequence { get; set; }

    /// <summary>The number below which NEW_CONNECTION_ID retires connection IDs.</summary>
    public ulong RetirePriorTo { get; set; }

    /// <summary>The connection ID of NEW_CONNECTION_ID.</summary>
    public ReadOnlySpan<byte> ConnectionId { get; set; }

    /// <summary>The stateless reset token of NEW_CONNECTION_ID.</summary>
    public ReadOnlySpan<byte> ResetToken { get; set; }
}
