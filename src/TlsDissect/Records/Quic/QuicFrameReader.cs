using TlsDissect.Protocol;

namespace TlsDissect.Records.Quic;

/// <summary>Reads the frames of a decrypted payload (RFC 9000 §12.4 and §19).</summary>
/// <remarks>A frame does not tell its length, so nothing can be read after a malformed one or one of an unknown type.</remarks>
internal ref struct QuicFrameReader
{
    private const ulong LargestOffset = (1UL << 62) - 1;
    private const ulong MostStreams = 1UL << 60;
    private const int ResetTokenLength = 16;
    private const int PathDataLength = 8;

    /// <summary>Of ACK.</summary>
    private const ulong EcnFlag = 0x01;

    /// <summary>Of STREAM, as are the next two.</summary>
    private const ulong FinFlag = 0x01;
    private const ulong LengthFlag = 0x02;
    private const ulong OffsetFlag = 0x04;

    /// <summary>Of DATAGRAM.</summary>
    private const ulong DatagramLengthFlag = 0x01;

    private TlsReader _reader;

    /// <param name="payload">Borrowed for the reader's life.</param>
    /// <param name="error">Receives the first error, with its offset in the payload.</param>
    public QuicFrameReader(ReadOnlySpan<byte> payload, ref DecodeError error) => _reader = new TlsReader(payload, ref error);

    /// <summary>Reads the next frame. Returns <c>false</c> at the end, and at an error with the frame's type.</summary>
    public bool TryRead(out QuicFrame frame)
    {
        frame = default;
        if (_reader.IsEmpty) return false;
        int start = _reader.Offset;
        frame = _reader.Unread[0] == (byte)QuicFrameType.Padding ? ReadPadding() : ReadFrame(_reader.ReadVarint("frame_type"));
        frame.Length = _reader.Offset - start;
        return !_reader.Failed;
    }

    private QuicFrame ReadFrame(ulong type) => (QuicFrameType)type switch
    {
        >= QuicFrameType.Ack and < QuicFrameType.ResetStream => ReadAck((type & EcnFlag) != 0),
        QuicFrameType.Crypto => ReadCrypto(),
        >= QuicFrameType.Stream and < QuicFrameType.MaxData => ReadStream(type),
        QuicFrameType.Datagram or QuicFrameType.Datagram + 1 => ReadDatagram(type),
        QuicFrameType.ResetStream => ReadResetStream(),
        QuicFrameType.StopSending => ReadStopSending(),
        QuicFrameType.ConnectionClose => ReadConnectionClose(),
        QuicFrameType.ApplicationClose => ReadApplicationClose(),
        QuicFrameType.NewToken => ReadNewToken(),
        QuicFrameType.NewConnectionId => ReadNewConnectionId(),
        QuicFrameType.RetireConnectionId =>
            new() { Type = QuicFrameType.RetireConnectionId, Sequence = _reader.ReadVarint("sequence_number") },
        QuicFrameType.PathChallenge or QuicFrameType.PathResponse =>
            new() { Type = (QuicFrameType)type, Data = _reader.Read(PathDataLength, "data") },
        QuicFrameType.AckFrequency => ReadAckFrequency(),
        QuicFrameType.MaxStreamData or QuicFrameType.StreamDataBlocked => ReadStreamLimit((QuicFrameType)type),
        >= QuicFrameType.MaxData and <= QuicFrameType.StreamsBlockedUnidirectional => ReadLimit((QuicFrameType)type),
        QuicFrameType.Ping or QuicFrameType.HandshakeDone or QuicFrameType.ImmediateAck or QuicFrameType.Padding =>
            new() { Type = (QuicFrameType)type },
        _ => ReadUnknown((QuicFrameType)type),
    };

    private QuicFrame ReadPadding()
    {
        int run = _reader.Unread.IndexOfAnyExcept((byte)QuicFrameType.Padding);
        _reader.Read(run < 0 ? _reader.Remaining : run, "padding");
        return new QuicFrame { Type = QuicFrameType.Padding };
    }

    /// <summary>§19.3.</summary>
    private QuicFrame ReadAck(bool hasEcn)
    {
        QuicFrame frame = new()
        {
            Type = QuicFrameType.Ack,
            Acknowledged = QuicAckRanges.Read(ref _reader, out ulong delay),
            AckDelay = delay,
        };
        if (!hasEcn) return frame;
        _reader.ReadVarint("ect0_count");
        _reader.ReadVarint("ect1_count");
        _reader.ReadVarint("ecn_ce_count");
        return frame;
    }

    /// <summary>§19.4.</summary>
    private QuicFrame ReadResetStream() => new()
    {
        Type = QuicFrameType.ResetStream,
        StreamId = _reader.ReadVarint("stream_id"),
        ErrorCode = _reader.ReadVarint("application_protocol_error_code"),
        FinalSize = _reader.ReadVarint("final_size"),
    };

    /// <summary>§19.5.</summary>
    private QuicFrame ReadStopSending() => new()
    {
        Type = QuicFrameType.StopSending,
        StreamId = _reader.ReadVarint("stream_id"),
        ErrorCode = _reader.ReadVarint("application_protocol_error_code"),
    };

    /// <summary>§19.6.</summary>
    private QuicFrame ReadCrypto()
    {
        ulong offset = _reader.ReadVarint("offset");
        return new QuicFrame { Type = QuicFrameType.Crypto, Offset = offset, Data = Ending(offset, ReadBytes("crypto_data")) };
    }

    /// <summary>§19.7.</summary>
    private QuicFrame ReadNewToken()
    {
        ReadOnlySpan<byte> token = ReadBytes("token");
        if (token.IsEmpty) _reader.Fail("token");
        return new QuicFrame { Type = QuicFrameType.NewToken, Data = token };
    }

    /// <summary>§19.8.</summary>
    private QuicFrame ReadStream(ulong type)
    {
        ulong stream = _reader.ReadVarint("stream_id");
        ulong offset = (type & OffsetFlag) != 0 ? _reader.ReadVarint("offset") : 0;
        return new QuicFrame
        {
            Type = QuicFrameType.Stream,
            StreamId = stream,
            Offset = offset,
            Data = Ending(offset, (type & LengthFlag) != 0 ? ReadBytes("stream_data") : _reader.ReadToEnd("stream_data")),
            IsFin = (type & FinFlag) != 0,
        };
    }

    /// <summary>§19.9, §19.11, §19.12 and §19.14.</summary>
    private QuicFrame ReadLimit(QuicFrameType type)
    {
        ulong limit = _reader.ReadVarint("maximum");
        if (type is not (QuicFrameType.MaxData or QuicFrameType.DataBlocked) && limit > MostStreams) _reader.Fail("maximum_streams");
        return new QuicFrame { Type = type, Limit = limit };
    }

    /// <summary>§19.10 and §19.13.</summary>
    private QuicFrame ReadStreamLimit(QuicFrameType type) => new()
    {
        Type = type,
        StreamId = _reader.ReadVarint("stream_id"),
        Limit = _reader.ReadVarint("maximum_stream_data"),
    };

    /// <summary>§19.15.</summary>
    private QuicFrame ReadNewConnectionId()
    {
        ulong sequence = _reader.ReadVarint("sequence_number");
        ulong retired = _reader.ReadVarint("retire_prior_to");
        if (retired > sequence) _reader.Fail("retire_prior_to");
        int length = _reader.ReadUInt8("length");
        if (length is 0 or > QuicVersion.LongestConnectionId) _reader.Fail("length");
        return new QuicFrame
        {
            Type = QuicFrameType.NewConnectionId,
            Sequence = sequence,
            RetirePriorTo = retired,
            ConnectionId = _reader.Read(length, "connection_id"),
            ResetToken = _reader.Read(ResetTokenLength, "stateless_reset_token"),
        };
    }

    /// <summary>§19.19, type 0x1c.</summary>
    private QuicFrame ReadConnectionClose() => new()
    {
        Type = QuicFrameType.ConnectionClose,
        ErrorCode = _reader.ReadVarint("error_code"),
        CausedBy = _reader.ReadVarint("frame_type"),
        Reason = ReadBytes("reason_phrase"),
    };

    /// <summary>§19.19, type 0x1d.</summary>
    private QuicFrame ReadApplicationClose() => new()
    {
        Type = QuicFrameType.ApplicationClose,
        ErrorCode = _reader.ReadVarint("error_code"),
        Reason = ReadBytes("reason_phrase"),
    };

    /// <summary>RFC 9221 §4.</summary>
    private QuicFrame ReadDatagram(ulong type) => new()
    {
        Type = QuicFrameType.Datagram,
        Data = (type & DatagramLengthFlag) != 0 ? ReadBytes("datagram_data") : _reader.ReadToEnd("datagram_data"),
    };

    /// <summary>draft-ietf-quic-ack-frequency.</summary>
    private QuicFrame ReadAckFrequency()
    {
        QuicFrame frame = new() { Type = QuicFrameType.AckFrequency, Sequence = _reader.ReadVarint("sequence_number") };
        _reader.ReadVarint("ack_eliciting_threshold");
        _reader.ReadVarint("request_max_ack_delay");
        _reader.ReadVarint("reordering_threshold");
        return frame;
    }

    private QuicFrame ReadUnknown(QuicFrameType type)
    {
        if (!_reader.Failed) _reader.Fail("unknown frame_type");
        return new QuicFrame { Type = type };
    }

    /// <summary>The data, if a stream can be as long (§4.5).</summary>
    private ReadOnlySpan<byte> Ending(ulong offset, ReadOnlySpan<byte> data)
    {
        if (offset + (ulong)data.Length > LargestOffset) _reader.Fail("offset");
        return data;
    }

    private ReadOnlySpan<byte> ReadBytes(string what) =>
        _reader.Read((int)Math.Min(_reader.ReadVarint("length"), int.MaxValue), what);
}
