using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Records.Framings;

/// <summary>
/// Unframes TLS in TDS (MS-TDS §2.2.6.5, §3.2.5.2). The handshake is in PRELOGIN packets of any size. Then records follow each other
/// without packets. If only the login is encrypted (ENCRYPT_OFF), packets in the clear follow: the client's after the records of its
/// LOGIN7, the server's after its part of the handshake.
/// </summary>
/// <remarks>
/// The first byte tells where packets stop, because packet types and the content types of records have no number in common.
/// <code>
///   type (1), status (1), length (2), SPID (2), number (1), window 0 (1) | TLS
/// </code>
/// </remarks>
internal sealed class TdsUnframer : IUnframer
{
    private const int HeaderSize = 8;
    private const byte PreLogin = 0x12;

    /// <summary>Size of the largest packet that can be negotiated (MS-TDS §2.2.3.1.3).</summary>
    private const int LargestPacket = 32767;

    private readonly byte[] _header = new byte[HeaderSize];
    private int _count;
    private long _left;
    private State _state = State.Packet;

    private TdsUnframer(int left) => _left = left;

    /// <summary>The kind of the next bytes.</summary>
    private enum State
    {
        /// <summary>A PRELOGIN packet with TLS, or the header after it.</summary>
        Packet,

        /// <summary>A record without a packet, or what follows it.</summary>
        Record,

        /// <summary>Packets in the clear, to the end.</summary>
        Clear,

        /// <summary>Records, to the end: after a loss.</summary>
        Records,
    }

    public Carrier Carrier => Carrier.Tds;

    public bool FindsFrames => false;

    public int Held => 88;

    /// <summary>Recognizes the header of a PRELOGIN packet.</summary>
    public static IUnframer? Recognize(ReadOnlySpan<byte> before, bool isHello)
    {
        if (before.Length < HeaderSize) return null;
        ReadOnlySpan<byte> header = before[^HeaderSize..];
        return header[0] == PreLogin && header[1] <= 1 && IsPlausible(header) && LengthOf(header) > HeaderSize
            ? new TdsUnframer(LengthOf(header) - HeaderSize)
            : null;
    }

    public FramePart Next(ref ReadOnlySpan<byte> data)
    {
        if (_state == State.Clear) return Take(ref data, FrameBytes.OtherData, data.Length);
        if (_state == State.Records) return Take(ref data, FrameBytes.Tls, data.Length);
        if (_left > 0)
        {
            FramePart body = Take(ref data, FrameBytes.Tls, (int)Math.Min(_left, data.Length));
            _left -= body.Bytes.Length;
            return body;
        }

        byte first = _count > 0 ? _header[0] : data[0];
        return first is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat
            ? NextOfRecordHeader(ref data)
            : NextOfPacketHeader(ref data);
    }

    public FrameGap Skip(long length)
    {
        if (_state == State.Clear) return FrameGap.InOther;
        if (length <= _left)
        {
            _left -= length;
            return FrameGap.InTls;
        }

        // The record layer resynchronizes among records by itself.
        if (_state == State.Packet) return FrameGap.Unknown;
        _state = State.Records;
        return FrameGap.InTls;
    }

    private FramePart NextOfRecordHeader(ref ReadOnlySpan<byte> data)
    {
        _state = State.Record;
        FramePart header = Take(ref data, FrameBytes.Tls, Collect(data, RecordHeader.Size));
        if (_count < RecordHeader.Size) return header;
        _left = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(3));
        _count = 0;
        // The record layer handles a damaged header better.
        if (_header[1] != 3 || _left > RecordHeader.MaxFragmentLength) _state = State.Records;
        return header;
    }

    private FramePart NextOfPacketHeader(ref ReadOnlySpan<byte> data)
    {
        FramePart taken = Take(ref data, FrameBytes.Framing, Collect(data, HeaderSize));
        if (_count < HeaderSize) return taken;
        _count = 0;
        if (!IsPlausible(_header)) return new FramePart(FrameBytes.Invalid, _header);
        if (_header[0] == PreLogin)
        {
            _state = State.Packet;
            _left = LengthOf(_header) - HeaderSize;
            return taken;
        }

        _state = State.Clear;
        return new FramePart(FrameBytes.OtherData, _header);
    }

    private int Collect(ReadOnlySpan<byte> data, int size)
    {
        int taken = Math.Min(size - _count, data.Length);
        data[..taken].CopyTo(_header.AsSpan(_count));
        _count += taken;
        return taken;
    }

    private static FramePart Take(ref ReadOnlySpan<byte> data, FrameBytes kind, int length)
    {
        FramePart part = new(kind, data[..length]);
        data = data[length..];
        return part;
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[2..]);

    /// <summary>Checks the types and status bits of MS-TDS §2.2.3.1. The window is always 0.</summary>
    private static bool IsPlausible(ReadOnlySpan<byte> header) =>
        header[0] is >= 1 and <= 4 or 6 or 7 or 8 or 14 or 16 or 17 or PreLogin && header[1] <= 0x1f && header[7] == 0 &&
            LengthOf(header) is >= HeaderSize and <= LargestPacket;
}
