namespace TlsDissect.Tcp;

/// <summary>
/// One direction of a connection: segments in any order become bytes in order. In-order payload goes on without a copy; a hole is given up
/// when the other side has acknowledged it and the reorder window has passed, or when a bound is reached.
/// </summary>
internal sealed class TcpStream(TcpConnection connection, int side, TcpLimits limits)
{
    /// <summary>The largest window TCP knows (RFC 7323 §2.3): what claims to be further ahead is no part of this stream.</summary>
    private const long MaxWindow = 1L << 30;

    /// <summary>
    /// Without a SYN the first segment seen need not be the first sent: this many packets of the connection, or this long, are
    /// waited for an earlier one.
    /// </summary>
    private const int StartWindowPackets = 4;

    private const long StartWindowNanoseconds = 200_000_000;

    /// <summary>How far behind its SYN data that was captured before it may stand.</summary>
    private const long MaxInitialData = 1 << 20;

    private OutOfOrderSegments? _waiting;
    private long _next;
    private uint _nextSequence;
    private long _acknowledged = long.MinValue;
    private long _fin = long.MaxValue;

    /// <summary>Whether any sequence number of this direction is known.</summary>
    public bool IsPlaced { get; private set; }

    /// <summary>Whether bytes have a settled beginning: a SYN, or the first bytes after the start window.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Sequence number of the first byte, valid once placed.</summary>
    public uint StartSequence { get; private set; }

    /// <summary>Whether its beginning is known from a SYN.</summary>
    public bool HasSyn { get; private set; }

    /// <summary>Offset of the next byte to deliver.</summary>
    public long Next => _next;

    /// <summary>Offset before which the other side has everything, as far as it said.</summary>
    public long Acknowledged => _acknowledged;

    /// <summary>Whether there are bytes that wait for those in front of them.</summary>
    public bool HasWaiting => _waiting is { IsEmpty: false };

    /// <summary>Whether its FIN was seen.</summary>
    public bool HasFin => _fin != long.MaxValue;

    /// <summary>Whether the FIN and all before it were delivered.</summary>
    public bool IsFinished => _next >= _fin;

    public void OnSyn(uint sequence, in StreamPosition position)
    {
        uint start = sequence + 1;
        bool nothingFollowed = HasSyn && _next == 0 && _waiting is not { IsEmpty: false };
        // A server may answer a repeated SYN with another number: the last one counts until bytes follow.
        if (IsStarted && (start == StartSequence || !nothingFollowed)) return;
        if (!IsPlaced || IsStarted) Place(start);
        else _next = OffsetOf(start);
        StartSequence = _nextSequence = start;
        IsStarted = HasSyn = true;
        DeliverWaiting(position);
    }

    /// <summary>Whether a SYN captured late may be the beginning of what was seen: nothing has been delivered yet, and it stands in front.</summary>
    public bool MayStartAt(uint sequence)
    {
        long offset = OffsetOf(sequence);
        long first = _waiting is { IsEmpty: false } ? _waiting.First.Offset : 0;
        return !IsStarted && offset <= first && first - offset <= MaxInitialData;
    }

    /// <summary>Whether a RST with this sequence number is meant for this stream and not made up.</summary>
    public bool Accepts(uint resetSequence)
    {
        if (!IsPlaced) return true;
        long offset = OffsetOf(resetSequence);
        return offset >= _next - (1 << 16) && offset <= _next + (1 << 20);
    }

    public void OnSegment(in TcpSegment segment, uint sequence, in StreamPosition position)
    {
        if (segment.PayloadLength > 0)
        {
            if (!IsPlaced) Place(sequence);
            long offset = OffsetOf(sequence);
            if (IsStarted) OnPayload(segment, offset, position);
            else Hold(offset, segment.Payload, position);
        }

        if ((segment.Flags & TcpFlags.Fin) == 0) return;
        if (!IsPlaced) Place(sequence);
        long fin = OffsetOf(sequence) + segment.PayloadLength;
        // One behind what was delivered is made up: a repeated FIN stands where it stood.
        if (fin >= _next || !IsStarted) _fin = Math.Min(_fin, fin);
    }

    /// <summary>The other side says that it has everything before this sequence number.</summary>
    public void OnAcknowledged(uint acknowledgment)
    {
        if (!IsPlaced) return;
        long offset = OffsetOf(acknowledgment);
        if (offset - _next < MaxWindow && offset > _acknowledged) _acknowledged = offset;
    }

    /// <summary>Looks, with every packet of the connection, whether what is waited for has had its time.</summary>
    public void CheckWaiting(in StreamPosition position) => CheckWaiting(position, position.Time.Nanoseconds);

    /// <summary>The same where time passes without a packet.</summary>
    public void CheckWaiting(in StreamPosition position, long now)
    {
        while (_waiting is { IsEmpty: false })
        {
            if (!IsStarted)
            {
                if (!WindowPassed(now, StartWindowPackets, StartWindowNanoseconds)) return;
                Start();
                continue;
            }

            if (_acknowledged < _waiting.First.Offset)
            {
                _waiting.Window = null;
                return;
            }

            if (!WindowPassed(now, limits.ReorderWindowPackets, (long)limits.ReorderWindowTime.TotalNanoseconds)) return;

            // All holes that were acknowledged when the window began have had it: where many packets are lost, they do not queue up.
            long acknowledged = _waiting.Window!.Value.Acknowledged;
            GiveUpHole(position);
            while (_waiting is { IsEmpty: false } && _waiting.First.Offset <= acknowledged) GiveUpHole(position);
        }
    }

    /// <summary>Nothing more will come: what waits is delivered, with gaps where holes stay.</summary>
    public void Complete(in StreamPosition position)
    {
        if (_waiting is { IsEmpty: false } && !IsStarted) Start();
        while (_waiting is { IsEmpty: false }) GiveUpHole(position);

        // Acknowledged, never captured, and nothing after it. One byte may be the FIN's number.
        long end = Math.Min(_acknowledged, _fin);
        if (IsStarted && _acknowledged > _next && end > _next + (HasFin ? 0 : 1)) ReportGap(end, position);
    }

    /// <summary>After a fault: what waits is dropped. Its buffers are not given back, for one of them may be already.</summary>
    public void Forget() => _waiting = null;

    public void Release()
    {
        _waiting?.Clear();
        _waiting = null;
    }

    private void Place(uint sequence)
    {
        IsPlaced = true;
        StartSequence = _nextSequence = sequence;
        (_next, _acknowledged, _fin) = (0, long.MinValue, long.MaxValue);
    }

    /// <summary>Sequence numbers wrap (RFC 9293 §3.4): an offset is counted from the next byte, half the number space either way.</summary>
    public long OffsetOf(uint sequence) => _next + (int)(sequence - _nextSequence);

    private void OnPayload(in TcpSegment segment, long offset, in StreamPosition position)
    {
        long end = offset + segment.PayloadLength;
        if (end <= _next || offset - _next > MaxWindow)
        {
            // A keep-alive repeats the last byte (RFC 9293 §3.8.4): no retransmission.
            if (!(segment.PayloadLength == 1 && end == _next)) connection.Statistics.Retransmitted++;
            return;
        }

        // Something that follows it was captured before it.
        if (_waiting is { IsEmpty: false } && _waiting.LastOffset > offset) connection.Statistics.OutOfOrder++;

        ReadOnlySpan<byte> data = segment.Payload;
        if (offset < _next)
        {
            data = data[(int)Math.Min(data.Length, _next - offset)..];
            offset = _next;
        }

        if (offset == _next)
        {
            DeliverNew(data, position);
            // Cut by the snap length: no retransmission will be longer.
            if (_next < end && segment.Payload.Length < segment.PayloadLength && _waiting is not { IsEmpty: false }) ReportGap(end, position);
            return;
        }

        if (!Hold(offset, data, position) && !data.IsEmpty) connection.Statistics.Retransmitted++;
        while (_waiting!.Cost > limits.MaxOutOfOrderBytes) GiveUpHole(position);
    }

    private void DeliverNew(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        // What waits was captured first: where both have bytes, it wins.
        if (_waiting is { IsEmpty: false } && _next + data.Length > _waiting.First.Offset)
        {
            _waiting.Add(_next, data, position);
        }
        else
        {
            Deliver(data, position);
        }

        DeliverWaiting(position);
    }

    private void DeliverWaiting(in StreamPosition position)
    {
        if (_waiting is null) return;
        while (!_waiting.IsEmpty && _waiting.First.Offset <= _next)
        {
            OutOfOrderSegments.Piece piece = _waiting.TakeFirst();
            if (piece.End > _next) Deliver(piece.Bytes[(int)(_next - piece.Offset)..], position);
            OutOfOrderSegments.Return(piece);
            _waiting.Window = null;
        }
    }

    private void Deliver(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (data.IsEmpty) return;
        _next += data.Length;
        _nextSequence += (uint)data.Length;
        connection.Consumer!.OnData(side, data, position);
    }

    private bool Hold(long offset, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        _waiting ??= new OutOfOrderSegments();
        if (_waiting.IsEmpty) _waiting.Window = null;
        return _waiting.Add(offset, data, position);
    }

    /// <summary>The start window is over: nothing was missing but time, so what was held counts from the packets that brought it.</summary>
    private void Start()
    {
        IsStarted = true;
        long first = _waiting!.First.Offset;
        _nextSequence += (uint)(first - _next);
        _next = first;
        StartSequence = _nextSequence;
        StreamPosition position = _waiting.First.Position;
        while (!_waiting.IsEmpty && _waiting.First.Offset <= _next)
        {
            OutOfOrderSegments.Piece piece = _waiting.TakeFirst();
            if (piece.Position.Packet > position.Packet) position = piece.Position;
            Deliver(piece.Bytes, position);
            OutOfOrderSegments.Return(piece);
        }

        _waiting.Window = null;
    }

    private void GiveUpHole(in StreamPosition position)
    {
        ReportGap(_waiting!.First.Offset, position);
        DeliverWaiting(position);
    }

    private void ReportGap(long end, in StreamPosition position)
    {
        long missing = end - _next;
        _next = end;
        _nextSequence += (uint)missing;
        connection.Statistics.Gaps++;
        connection.Statistics.MissingBytes += missing;
        connection.Consumer!.OnGap(side, missing, position);
        if (_waiting is not null) _waiting.Window = null;
    }

    /// <summary>Whether enough packets or time went by since this was first asked.</summary>
    private bool WindowPassed(long now, int packets, long nanoseconds)
    {
        if (_waiting!.Window is not ReorderWindow window)
        {
            _waiting.Window = new ReorderWindow(connection.Packets, now, _acknowledged);
            return false;
        }

        return connection.Packets - window.Packet >= packets || now - window.Time >= nanoseconds;
    }
}
