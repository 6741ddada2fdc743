using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections.Quic;

/// <summary>The handshake messages that a side sends at one encryption level, in CRYPTO frames (RFC 9000 §19.6).</summary>
/// <param name="maxMessageLength">Limit on the length of a message, which also limits what is kept out of order.</param>
internal sealed class CryptoStream(int maxMessageLength) : IDisposable
{
    private readonly OffsetBuffer _buffer = new(maxMessageLength);
    private readonly HandshakeJoiner _joiner = new(maxMessageLength);

    /// <summary>Receives a whole message, borrowed. One over the limit has only its header.</summary>
    internal delegate void MessageReceiver(in RawHandshake message, in StreamPosition position);

    /// <summary>Bytes of memory used.</summary>
    public long Held => 200 + _buffer.Held + _joiner.Held;

    /// <summary>Whether bytes or the rest of a message are missing.</summary>
    public bool IsWaiting => _buffer.IsWaiting || _joiner.HasPartial;

    /// <summary>Adds the data of a frame. Returns <c>false</c> if it brings nothing new.</summary>
    public bool Add(in QuicFrame frame, in StreamPosition position, MessageReceiver receive)
    {
        long end = (long)frame.Offset + frame.Data.Length;
        if (end <= _buffer.NextOffset) return false;
        Join(_buffer.Add((long)frame.Offset, frame.Data, position), position, receive);
        while (_buffer.TryTake(out OutOfOrderSegments.Piece piece))
        {
            Join(piece.Bytes, position, receive);
            OutOfOrderSegments.Return(piece);
        }

        return true;
    }

    /// <summary>Takes the start of a message whose rest will not come. Returns <c>false</c> if no message has begun.</summary>
    public bool TryTakeTruncated(out RawHandshake message) => _joiner.TryTakeTruncated(out message);

    private void Join(ReadOnlySpan<byte> bytes, in StreamPosition position, MessageReceiver receive)
    {
        while (_joiner.Read(ref bytes, out RawHandshake message) != JoinOutcome.NeedMore) receive(message, position);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _joiner.Dispose();
    }
}
