using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <content>Hands the payload of segments on in order.</content>
internal sealed partial class TcpStream
{
    private void OnPayload(in TcpSegment segment, long offset, long end, in StreamPosition position)
    {
        if (end <= Next)
        {
            // A keep-alive repeats the last byte (RFC 9293 §3.8.4), so it is not a retransmission.
            if (!(segment.PayloadLength == 1 && end == Next)) connection.Statistics.Retransmitted++;
            return;
        }

        // Something that follows it was captured before it.
        if (_waiting is { IsEmpty: false } && _waiting.LastOffset > offset) connection.Statistics.OutOfOrder++;

        if (offset <= Next)
        {
            DeliverNew(segment.Payload[(int)Math.Min(segment.Payload.Length, Next - offset)..], position);
            if (segment.Payload.Length < segment.PayloadLength && end > Next) AddTruncatedTail(end, segment.Payload.Length, position);
            return;
        }

        // If the snap length keeps only headers, nothing marks the place.
        if (HasTruncatedTail && offset <= _cut!.End && segment.Payload.IsEmpty)
        {
            AddTruncatedTail(end, 0, position);
            return;
        }

        if (!Hold(segment, offset, position) && !segment.Payload.IsEmpty) connection.Statistics.Retransmitted++;
        while (_waiting!.Cost > limits.MaxOutOfOrderBytes) GiveUpHole(_waiting.First.Offset, position);
    }

    private void DeliverNew(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        // Waiting data was captured first, so it wins where both have bytes.
        if (_waiting is { IsEmpty: false } && Next + data.Length > _waiting.First.Offset)
        {
            _waiting.Add(Next, data, position);
        }
        else
        {
            Deliver(data, position);
        }

        DeliverWaiting();
    }

    /// <summary>
    /// Delivers the next bytes. They count as read when the last of them and of those before them was captured, however long this stream
    /// waited for others.
    /// </summary>
    private void Deliver(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (data.IsEmpty) return;
        _numbers.Advance(data.Length);
        if (position.Packet > _reached.Packet) _reached = position;
        connection.Consumer.OnData(side, data, _reached);
    }
}
