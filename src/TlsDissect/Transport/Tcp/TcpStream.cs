using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Reassembles one direction of a connection: segments in any order become bytes in order. In-order payload is passed on without a copy. A
/// hole is given up when the other side has acknowledged it and the reorder window has passed, or when a limit is reached.
/// </summary>
/// <remarks>
/// If two captured copies of a byte differ, the first captured one wins. The exception is a copy in a segment that its receiver drops
/// (<see cref="ChecksumTrust"/>), or that looks like padding (<see cref="IsPadding"/>). It comes last, and is used when the hole that it
/// would fill is given up.
/// </remarks>
internal sealed partial class TcpStream(TcpConnection connection, int side, TcpLimits limits)
{
    /// <summary>Maximum distance from the SYN to data that was captured before it.</summary>
    private const long MaxInitialData = 1 << 20;

    /// <summary>Most padding of a lone acknowledgment, in bytes: a 60-byte Ethernet frame without 14 of header, 40 of IP and TCP.</summary>
    private const int MaxPadding = 60 - 14 - 40;

    private SequenceSpace _numbers;
    private ChecksumTrust _trust;
    private FarSegments? _far;
    private StreamPosition _reached;
    private long _acknowledged = long.MinValue;
    private long _fin = long.MaxValue;

    /// <summary>Offset of a FIN that its receiver may have dropped (<see cref="Doubts"/>).</summary>
    private long _doubtfulFin = long.MaxValue;

    /// <summary>Offset of the end of the segments that were accepted, delivered or not.</summary>
    private long _end = long.MinValue;

    /// <summary>Whether any sequence number of this direction is known.</summary>
    public bool IsPlaced { get; private set; }

    /// <summary>Whether its beginning is settled, by a SYN or by the first bytes after the start window.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Whether its beginning is known from a SYN.</summary>
    public bool HasSyn { get; private set; }

    /// <summary>Offset of the next byte to deliver.</summary>
    public long Next => _numbers.Next;

    /// <summary>Offset up to which the other side has acknowledged everything.</summary>
    public long Acknowledged => _acknowledged;

    /// <summary>Bytes of memory used by waiting data.</summary>
    public long Held => _waiting is null && _doubtful is null && _far is null ? 0 : HeldNow();

    /// <summary>Whether its FIN was seen.</summary>
    public bool HasFin => _fin != long.MaxValue;

    /// <summary>Whether the FIN and everything before it were delivered.</summary>
    public bool IsFinished => Next >= _fin;

    /// <summary>Whether only a SYN was seen.</summary>
    public bool HasSynAlone => HasSyn && Next == 0 && !HasWaiting;

    /// <summary>Whether its bytes, or those of one of two copies, begin with this sequence number.</summary>
    public bool IsStart(uint sequence) => _numbers.IsStart(sequence);

    /// <summary>Whether this sequence number is at most this number of bytes after its beginning.</summary>
    public bool IsNearStart(uint sequence, uint bytes) => _numbers.IsNearStart(sequence, bytes);

    /// <summary>Whether this may be the SYN of a second copy of the stream, with other sequence numbers.</summary>
    public bool MayHaveCopyAt(uint start) => HasSynAlone && SequenceSpace.IsApart(start - _numbers.Start);

    /// <summary>See <see cref="ChecksumTrust.Doubts"/>.</summary>
    public bool Doubts(in TcpSegment segment) => _trust.Doubts(segment);

    public long OffsetOf(uint sequence) => _numbers.OffsetOf(sequence);

    public void OnSyn(uint sequence)
    {
        uint start = sequence + 1;
        // A server may answer a repeated SYN with another number. The last one counts until bytes follow. One far from it may also be the
        // other side of a firewall.
        if (IsStarted && (IsStart(start) || !HasSynAlone)) return;
        if (IsStarted)
        {
            uint former = _numbers.Start;
            Place(start);
            _numbers.AddSecond(former);
        }
        else if (!IsPlaced) Place(start);
        else _numbers.StartAt(OffsetOf(start));

        IsStarted = HasSyn = true;
        DeliverWaiting();
    }

    /// <summary>Whether a late SYN may begin the stream: nothing was delivered yet, and its place is before the data.</summary>
    public bool MayStartAt(uint sequence)
    {
        long offset = OffsetOf(sequence);
        long first = _waiting is { IsEmpty: false } ? _waiting.First.Offset : 0;
        return !IsStarted && offset <= first && first - offset <= MaxInitialData;
    }

    /// <summary>Whether a RST with this sequence number is meant for this stream, not forged.</summary>
    public bool Accepts(uint resetSequence)
    {
        if (!IsPlaced) return true;
        long offset = OffsetOf(resetSequence);
        return offset >= Next - (1 << 16) && offset <= Next + (1 << 20);
    }

    public void OnSegment(in TcpSegment segment, uint sequence, in StreamPosition position)
    {
        bool isFin = (segment.Flags & TcpFlags.Fin) != 0;
        if (segment.PayloadLength == 0 && !isFin)
        {
            _trust.Note(segment);
            return;
        }

        if (segment.Payload.Length < segment.PayloadLength) connection.Statistics.TruncatedPackets++;
        if (!IsPlaced) Place(sequence);
        long offset = OffsetOf(sequence);
        bool isFar = IsFar(offset);
        // A copy captured elsewhere does not show the quality of checksums here.
        if (!isFar) _trust.Note(segment);
        if (isFar)
        {
            if (segment.PayloadLength > 0) OnFar(segment, offset, position);
            return;
        }

        if (segment.PayloadLength > 0) OnNear(segment, offset, position);
        if (!isFin) return;
        long fin = offset + segment.PayloadLength;
        // A FIN before the delivered data is forged: a repeated FIN has the same place.
        if (fin >= Next || !IsStarted) _fin = Math.Min(_fin, fin);
        SettleTruncatedTail();
    }

    /// <summary>Handles a segment that its receiver dropped. Its bytes are kept in case the receiver did not.</summary>
    public void OnDoubtful(in TcpSegment segment, in StreamPosition position)
    {
        uint sequence = (segment.Flags & TcpFlags.Syn) != 0 ? segment.Sequence + 1 : segment.Sequence;
        if (!IsPlaced) return;
        long offset = OffsetOf(sequence);
        if (IsFar(offset)) return;
        HoldDoubtful(offset, segment.Payload, position);
        if ((segment.Flags & TcpFlags.Fin) != 0) _doubtfulFin = offset + segment.PayloadLength;
    }

    /// <summary>Notes that the other side acknowledged everything up to this offset.</summary>
    public void OnAcknowledged(long offset)
    {
        if (IsFar(offset)) _far?.OnAcknowledged(offset);
        else if (offset > _acknowledged) _acknowledged = offset;
        // If the acknowledged place has no byte, it can only be a FIN, so its receiver did not drop it.
        if (_doubtfulFin != long.MaxValue && _acknowledged == _doubtfulFin + 1 && _end <= _doubtfulFin) UseDoubtfulFin();
    }

    private void UseDoubtfulFin()
    {
        _fin = Math.Min(_fin, _doubtfulFin);
        _doubtfulFin = long.MaxValue;
        _trust.OnUsed();
    }

    /// <summary>Before the start of a stream that nothing more will come of: takes what was kept in case other bytes come.</summary>
    public void TakeAll(in StreamPosition position)
    {
        if (_far is not null && _far.IsContinuationAtEnd(_acknowledged != long.MinValue)) GoOnFar(position);
        // If only doubted bytes are left, they are used.
        if (!IsStarted && _waiting is not { IsEmpty: false }) (_waiting, _doubtful) = (_doubtful, null);
    }

    /// <summary>After all held data: reports what was acknowledged, never captured, and has no data after it.</summary>
    public void Complete(in StreamPosition position)
    {
        // One byte may be the FIN's number.
        long end = Math.Min(_acknowledged, _fin);
        if (IsStarted && _acknowledged > Next && end > Next + (HasFin ? 0 : 1)) ReportGap(end, position);
    }

    /// <summary>Drops waiting data after a fault. Its buffers do not return to the pool: one of them may be there already.</summary>
    public void Forget() => (_waiting, _doubtful, _far, _cut) = (null, null, null, null);

    public void Release()
    {
        _waiting?.Clear();
        _doubtful?.Clear();
        _far?.Forget();
        (_waiting, _doubtful, _far) = (null, null, null);
    }

    private long HeldNow() => (_waiting?.Held ?? 0) + (_doubtful?.Held ?? 0) + (_far?.Held ?? 0);

    private void Place(uint sequence)
    {
        IsPlaced = true;
        _numbers.Place(sequence);
        (_acknowledged, _fin, _doubtfulFin, _end, _cut) = (long.MinValue, long.MaxValue, long.MaxValue, long.MinValue, null);
    }

    /// <summary>Whether an offset is too far ahead to follow the data, or far behind a stream that has no beginning yet.</summary>
    private bool IsFar(long offset) => offset > Next + SequenceSpace.Reach
        ? offset > Math.Max(_end, _acknowledged) + SequenceSpace.Reach
        : !IsStarted && offset < Next - SequenceSpace.Reach;

    private void OnFar(in TcpSegment segment, long offset, in StreamPosition position)
    {
        _far ??= new FarSegments(connection);
        _far.Add(segment, offset, position);
        if (_far.IsCopy(_acknowledged != long.MinValue))
        {
            _numbers.AddSecond(_numbers.Start + (uint)_far.Distance);
            _far.Forget();
        }
        else if (_far.Cost > limits.MaxOutOfOrderBytes)
        {
            GoOnFar(position);
        }
    }

    private void OnNear(in TcpSegment segment, long offset, in StreamPosition position)
    {
        long end = offset + segment.PayloadLength;
        AcceptPadding(offset);
        if (IsPadding(segment))
        {
            if (HoldDoubtful(offset, segment.Payload, position)) _padding = (offset, end);
            return;
        }

        if (HasTruncatedTail)
        {
            if (offset >= _cut!.End) SettleTruncatedTail();
            else if (end > Next && offset > Next) _cut.MayBeFilled = true;
        }

        if (end > _end)
        {
            _end = end;
            _far?.OnNear(offset, segment.Payload);
        }

        if (IsStarted) OnPayload(segment, offset, end, position);
        else Hold(segment, offset, position);
    }

    /// <summary>Whether a segment looks like padding that a wrong length made payload. Longer segments have other bytes there.</summary>
    private static bool IsPadding(in TcpSegment segment) =>
        segment.PayloadLength <= MaxPadding && segment.Payload.Length == segment.PayloadLength && segment.Flags == TcpFlags.Ack &&
            !segment.Payload.ContainsAnyExcept((byte)0);
}
