using System.Diagnostics.CodeAnalysis;
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
    private QuicFrame _frame;

    /// <param name="payload">Borrowed for the reader's life.</param>
    /// <param name="error">Receives the first error, with its offset in the payload.</param>
    public QuicFrameReader(ReadOnlySpan<byte> payload, ref DecodeError error) => _reader = new TlsReader(payload, ref error);

    /// <summary>The frame that was read last.</summary>
    [UnscopedRef]
    public readonly ref readonly QuicFrame Frame => ref _frame;

    /// <summary>Reads the next frame. Returns <c>false</c> at the end, and at an error with the frame's type.</summary>
    public bool TryRead()
    {
        _frame = default;
        if (_reader.IsEmpty) return false;
        int start = _reader.Offset;
        if (_reader.Unread[0] == (byte)QuicFrameType.Padding) ReadPadding();
        else ReadFrame(_reader.ReadVarint("frame_type"));
        _frame.Length = _reader.Offset - start;
        return !_reader.Failed;
    }

    private void ReadFrame(ulong type)
    {
        _frame.Type = TypeOf(type);
        switch (_frame.Type)
        {
            case QuicFrameType.Stream:
                ReadStream(type);
                break;
            case QuicFrameType.Ack:
                ReadAck((type & EcnFlag) != 0);
                break;
            case QuicFrameType.Crypto:
                _frame.Offset = _reader.ReadVarint("offset");
                _frame.Data = Ending(_frame.Offset, ReadBytes("crypto_data"));
                break;
            case QuicFrameType.Datagram:
                _frame.Data = (type & DatagramLengthFlag) != 0 ? ReadBytes("datagram_data") : _reader.ReadToEnd("datagram_data");
                break;
            case QuicFrameType.ResetStream:
                ReadStreamError();
                _frame.FinalSize = _reader.ReadVarint("final_size");
                break;
            case QuicFrameType.StopSending:
                ReadStreamError();
                break;
            case QuicFrameType.ConnectionClose or QuicFrameType.ApplicationClose:
                ReadClose();
                break;
            case QuicFrameType.NewToken:
                _frame.Data = ReadBytes("token");
                if (_frame.Data.IsEmpty) _reader.Fail("token");
                break;
            case QuicFrameType.NewConnectionId:
                ReadNewConnectionId();
                break;
            case QuicFrameType.RetireConnectionId:
                _frame.Sequence = _reader.ReadVarint("sequence_number");
                break;
            case QuicFrameType.PathChallenge or QuicFrameType.PathResponse:
                _frame.Data = _reader.Read(PathDataLength, "data");
                break;
            case QuicFrameType.AckFrequency:
                ReadAckFrequency();
                break;
            case QuicFrameType.MaxStreamData or QuicFrameType.StreamDataBlocked:
                _frame.StreamId = _reader.ReadVarint("stream_id");
                _frame.Limit = _reader.ReadVarint("maximum_stream_data");
                break;
            case >= QuicFrameType.MaxData and <= QuicFrameType.StreamsBlockedUnidirectional:
                ReadLimit();
                break;
            case QuicFrameType.TimeStamp:
                _reader.ReadVarint("time_stamp");
                break;
            case QuicFrameType.Ping or QuicFrameType.HandshakeDone or QuicFrameType.ImmediateAck or QuicFrameType.Padding:
                break;
            default:
                if (!_reader.Failed) _reader.Fail("unknown frame_type");
                break;
        }
    }

    /// <summary>The type of a frame without flags.</summary>
    private static QuicFrameType TypeOf(ulong type) => (QuicFrameType)type switch
    {
        >= QuicFrameType.Ack and < QuicFrameType.ResetStream => QuicFrameType.Ack,
        >= QuicFrameType.Stream and < QuicFrameType.MaxData => QuicFrameType.Stream,
        QuicFrameType.Datagram + 1 => QuicFrameType.Datagram,
        QuicFrameType other => other,
    };

    /// <summary>Reads a run of frames.</summary>
    private void ReadPadding()
    {
        int run = _reader.Unread.IndexOfAnyExcept((byte)QuicFrameType.Padding);
        _reader.Read(run < 0 ? _reader.Remaining : run, "padding");
    }

    /// <summary>§19.3.</summary>
    private void ReadAck(bool hasEcn)
    {
        _frame.Acknowledged = QuicAckRanges.Read(ref _reader, out ulong delay);
        _frame.AckDelay = delay;
        if (!hasEcn) return;
        _reader.ReadVarint("ect0_count");
        _reader.ReadVarint("ect1_count");
        _reader.ReadVarint("ecn_ce_count");
    }

    /// <summary>§19.4 and §19.5.</summary>
    private void ReadStreamError()
    {
        _frame.StreamId = _reader.ReadVarint("stream_id");
        _frame.ErrorCode = _reader.ReadVarint("application_protocol_error_code");
    }

    /// <summary>§19.8.</summary>
    private void ReadStream(ulong type)
    {
        _frame.StreamId = _reader.ReadVarint("stream_id");
        if ((type & OffsetFlag) != 0) _frame.Offset = _reader.ReadVarint("offset");
        _frame.Data = Ending(_frame.Offset, (type & LengthFlag) != 0 ? ReadBytes("stream_data") : _reader.ReadToEnd("stream_data"));
        _frame.IsFin = (type & FinFlag) != 0;
    }

    /// <summary>§19.9, §19.11, §19.12 and §19.14.</summary>
    private void ReadLimit()
    {
        _frame.Limit = _reader.ReadVarint("maximum");
        if (_frame.Type is not (QuicFrameType.MaxData or QuicFrameType.DataBlocked) && _frame.Limit > MostStreams)
            _reader.Fail("maximum_streams");
    }

    /// <summary>§19.15.</summary>
    private void ReadNewConnectionId()
    {
        _frame.Sequence = _reader.ReadVarint("sequence_number");
        _frame.RetirePriorTo = _reader.ReadVarint("retire_prior_to");
        if (_frame.RetirePriorTo > _frame.Sequence) _reader.Fail("retire_prior_to");
        int length = _reader.ReadUInt8("length");
        if (length is 0 or > QuicVersion.LongestConnectionId) _reader.Fail("length");
        _frame.ConnectionId = _reader.Read(length, "connection_id");
        _frame.ResetToken = _reader.Read(ResetTokenLength, "stateless_reset_token");
    }

    /// <summary>§19.19.</summary>
    private void ReadClose()
    {
        _frame.ErrorCode = _reader.ReadVarint("error_code");
        if (_frame.Type == QuicFrameType.ConnectionClose) _frame.CausedBy = _reader.ReadVarint("frame_type");
        _frame.Reason = ReadBytes("reason_phrase");
    }

    /// <summary>draft-ietf-quic-ack-frequency.</summary>
    private void ReadAckFrequency()
    {
        _frame.Sequence = _reader.ReadVarint("sequence_number");
        _reader.ReadVarint("ack_eliciting_threshold");
        _reader.ReadVarint("request_max_ack_delay");
        _reader.ReadVarint("reordering_threshold");
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
