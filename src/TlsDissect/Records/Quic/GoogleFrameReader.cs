using TlsDissect.Protocol;

namespace TlsDissect.Records.Quic;

/// <summary>
/// Finds the CRYPTO frames of a decrypted payload of Google's versions with TLS 1.3, T050 and T051. All other frames are those of Google's
/// older protocol, which has no specification: only their lengths are known here.
/// </summary>
internal ref struct GoogleFrameReader
{
    private const byte Padding = 0, ResetStream = 1, Close = 2, GoAway = 3, WindowUpdate = 4, Blocked = 5, Ping = 7, Crypto = 8;
    private const byte AckForm = 0x40, StreamForm = 0x80;

    /// <summary>Set in an ACK with more than one block.</summary>
    private const byte BlocksFlag = 0x20;

    /// <summary>Set in a STREAM that has a length.</summary>
    private const byte LengthFlag = 0x20;

    /// <summary>Sizes of numbers in ACK, by two bits of the type.</summary>
    private static ReadOnlySpan<byte> AckSizes => [1, 2, 4, 6];

    private TlsReader _reader;

    /// <param name="payload">Borrowed for the reader's life.</param>
    /// <param name="error">Receives the first error, with its offset in the payload.</param>
    public GoogleFrameReader(ReadOnlySpan<byte> payload, ref DecodeError error) => _reader = new TlsReader(payload, ref error);

    /// <summary>Reads up to the next CRYPTO frame. Returns <c>false</c> if none follows, and at an error.</summary>
    public bool TryRead(out QuicFrame crypto)
    {
        crypto = default;
        while (!_reader.IsEmpty)
        {
            byte type = _reader.ReadUInt8("frame_type");
            if (type != Crypto)
            {
                Skip(type);
                continue;
            }

            ulong offset = _reader.ReadVarint("offset");
            int length = (int)Math.Min(_reader.ReadVarint("length"), int.MaxValue);
            crypto = new QuicFrame { Type = QuicFrameType.Crypto, Offset = offset, Data = _reader.Read(length, "crypto_data") };
            if (offset > uint.MaxValue) _reader.Fail("offset");
            return !_reader.Failed;
        }

        return false;
    }

    private void Skip(byte type)
    {
        switch (type)
        {
            case Padding or Ping: break;
            case ResetStream: _reader.Read(16, "reset_stream"); break;
            case Close: SkipReason(afterBytes: 4); break;
            case GoAway: SkipReason(afterBytes: 8); break;
            case WindowUpdate: _reader.Read(12, "window_update"); break;
            case Blocked: _reader.Read(4, "blocked"); break;
            case >= StreamForm: SkipStream(type); break;
            case >= AckForm: SkipAck(type); break;
            default: _reader.Fail("unknown frame_type"); break;
        }
    }

    private void SkipReason(int afterBytes)
    {
        _reader.Read(afterBytes, "error_code");
        _reader.Read(_reader.ReadUInt16("length"), "reason_phrase");
    }

    /// <summary>Skips blocks of acknowledged packets, then times at which some of them arrived.</summary>
    private void SkipAck(byte type)
    {
        const int DelayLength = 2, FirstTimeLength = 5, TimeLength = 3;
        int blockLength = AckSizes[type & 3];
        _reader.Read(AckSizes[type >> 2 & 3] + DelayLength, "largest_acked");
        int blocks = (type & BlocksFlag) != 0 ? _reader.ReadUInt8("block_count") : 0;
        _reader.Read(blockLength + blocks * (1 + blockLength), "ack_block_length");
        int times = _reader.ReadUInt8("timestamp_count");
        if (times > 0) _reader.Read(FirstTimeLength + (times - 1) * TimeLength, "timestamp");
    }

    /// <summary>Skips a stream's ID, the offset, and the data, which extends to the end if it has no length.</summary>
    private void SkipStream(byte type)
    {
        int offsetCode = type >> 2 & 7;
        _reader.Read((type & 3) + 1 + (offsetCode == 0 ? 0 : offsetCode + 1), "stream_id");
        _reader.Read((type & LengthFlag) != 0 ? _reader.ReadUInt16("length") : _reader.Remaining, "stream_data");
    }
}
