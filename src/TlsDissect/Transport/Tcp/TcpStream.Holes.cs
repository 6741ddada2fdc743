using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <content>Data that waits for bytes before it, and for how long.</content>
internal sealed partial class TcpStream
{
    /// <summary>
    /// Without a SYN, the first segment seen need not be the first one sent. An earlier one is awaited for this number of packets of the
    /// connection, or for this long.
    /// </summary>
    private const int StartWindowPackets = 4;

    private const long StartWindowNanoseconds = 200_000_000;

    private OutOfOrderSegments? _waiting;

    /// <summary>Bytes that are used only if no others come.</summary>
    private OutOfOrderSegments? _doubtful;

    /// <summary>The part of them that looked like padding and was held last.</summary>
    private (long Offset, long End) _padding;

    private TruncatedTail? _cut;

    /// <summary>Whether data waits for bytes before it, or for its time. Most streams never have any, and every packet asks.</summary>
    public bool HasWaiting => (_waiting is not null || _doubtful is not null || _cut is not null) && IsWaiting();

    private bool HasTruncatedTail => _cut is not null && _cut.End > Next;

    private bool IsWaiting() => _waiting is { IsEmpty: false } || HasTruncatedTail || _doubtful is { IsEmpty: false };

    /// <summary>
    /// Gives up a truncated tail, because another packet of the connection came. If the snap length truncates every packet at the same
    /// place, no copy will fill it.
    /// </summary>
    public void SettleTruncatedTail()
    {
        if (!HasTruncatedTail || _cut!.MayBeFilled || !IsStarted) return;
        GiveUpHole(_waiting is { IsEmpty: false } ? Math.Min(_cut.End, _waiting.First.Offset) : _cut.End, _cut.Position);
    }

    /// <summary>Whether data waits for the end of the start window.</summary>
    public bool IsStarting => !IsStarted && _waiting is { IsEmpty: false };

    /// <summary>Whether no data waits for the end of the start window, or the window is over.</summary>
    public bool MayStart(long now) => !IsStarting || WindowPassed(now, StartWindowPackets, StartWindowNanoseconds);

    /// <summary>
    /// The packet at which the next of the held bytes could be read; the largest number if bytes before them are missing.
    /// </summary>
    public long NextHeld => IsStarted && HasNext ? Math.Max(_reached.Packet, _waiting!.First.Position.Packet) : long.MaxValue;

    private bool HasNext => _waiting is { IsEmpty: false } && _waiting.First.Offset <= Next;

    /// <summary>
    /// Checks, with every packet of the connection and when time passes without one, whether the wait for a hole is over.
    /// </summary>
    public void CheckWaiting(in StreamPosition position, long now)
    {
        if (_far is not null && _far.IsContinuation(limits.ReorderWindowPackets)) GoOnFar(position);
        while (HasWaiting && IsStarted)
        {
            long end = HoleEnd();
            if (end == long.MaxValue) return;
            long settled = Math.Max(_acknowledged, _cut?.End ?? long.MinValue);
            if (settled < end)
            {
                if (_waiting is not null) _waiting.Window = null;
                return;
            }

            if (!WindowPassed(now, limits.ReorderWindowPackets, (long)limits.ReorderWindowTime.TotalNanoseconds)) return;

            // The window applies to all holes that existed when it began, so that many lost packets do not queue up.
            ReorderWindow window = _waiting!.Window!.Value;
            do GiveUpHole(end, position);
            while ((end = HoleEnd()) <= window.Acknowledged || (end <= _cut?.End && end <= window.End));
        }
    }

    /// <summary>Offset of the end of the awaited hole; the largest number if there is none.</summary>
    private long HoleEnd()
    {
        while (_doubtful is { IsEmpty: false } && (_doubtful.First.End <= Next || _doubtful.First.Offset >= _fin))
            OutOfOrderSegments.Return(_doubtful.TakeFirst());
        if (_waiting is { IsEmpty: false }) return _waiting.First.Offset;
        long end = HasTruncatedTail ? _cut!.End : long.MaxValue;
        return _doubtful is { IsEmpty: false } ? Math.Min(end, _doubtful.First.End) : end;
    }

    private void GiveUpHole(long end, in StreamPosition position)
    {
        PassHole(end, position);
        DeliverWaiting();
    }

    /// <summary>Fills a hole with the doubtful bytes in it. What stays missing is a gap.</summary>
    private void PassHole(long end, in StreamPosition position)
    {
        while (_doubtful is { IsEmpty: false } && _doubtful.First.Offset < end)
        {
            OutOfOrderSegments.Piece piece = _doubtful.First;
            if (piece.End <= Next)
            {
                OutOfOrderSegments.Return(_doubtful.TakeFirst());
                continue;
            }

            if (piece.Offset > Next) ReportGap(piece.Offset, position);
            if (_acknowledged >= piece.End && piece.Length > MaxPadding) _trust.OnUsed();
            Deliver(piece.Bytes[(int)(Next - piece.Offset)..(int)(Math.Min(end, piece.End) - piece.Offset)], piece.Position);
            if (piece.End > end) break;
        }

        if (end > Next) ReportGap(end, position);
    }

    private void DeliverWaiting()
    {
        while (HasNext) DeliverHeld();
    }

    /// <summary>Delivers the first of the held pieces. No bytes before it are missing.</summary>
    public void DeliverHeld()
    {
        OutOfOrderSegments.Piece piece = _waiting!.TakeFirst();
        if (piece.End > Next) Deliver(piece.Bytes[(int)(Next - piece.Offset)..], piece.Position);
        if (piece.TruncatedEnd > Next) AddTruncatedTail(piece.TruncatedEnd, piece.Length, piece.Position);
        OutOfOrderSegments.Return(piece);
        _waiting.Window = null;
    }

    /// <summary>
    /// At the end: the packet at which the next of the held bytes could be read, behind a hole if there is one; the largest number if
    /// there are none.
    /// </summary>
    public long NextAtEnd()
    {
        if (HasNext) return NextHeld;
        long end = HoleEnd();
        if (end == long.MaxValue) return end;
        StreamPosition? behind = _doubtful is { IsEmpty: false } && _doubtful.First.Offset < end ? _doubtful.First.Position
            : _waiting is { IsEmpty: false } && _waiting.First.Offset == end ? _waiting.First.Position : _cut?.Position;
        return Math.Max(_reached.Packet, behind!.Value.Packet);
    }

    /// <summary>At the end: delivers the next of the held bytes, or passes the hole before them.</summary>
    public void TakeNext(in StreamPosition position)
    {
        if (HasNext) DeliverHeld();
        else PassHole(HoleEnd(), position);
    }

    private bool Hold(in TcpSegment segment, long offset, in StreamPosition position)
    {
        _waiting ??= new OutOfOrderSegments();
        if (!HasWaiting) _waiting.Window = null;
        bool isCut = segment.Payload.Length < segment.PayloadLength;
        return _waiting.Add(offset, segment.Payload, position, isCut ? offset + segment.PayloadLength : long.MinValue);
    }

    private void AddTruncatedTail(long end, int captured, in StreamPosition position) =>
        (_cut ??= new TruncatedTail()).Add(end, captured, connection.LongestPayload, position);

    /// <summary>Keeps bytes in case no others come. Returns <c>false</c> if none of them are new.</summary>
    private bool HoldDoubtful(long offset, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (IsStarted && offset < Next)
        {
            data = data[(int)Math.Min(data.Length, Next - offset)..];
            offset = Next;
        }

        _doubtful ??= new OutOfOrderSegments();
        // Not worth more memory: if there is nothing else, the first bytes are used and the rest is no longer doubted.
        return _doubtful.Cost <= limits.MaxOutOfOrderBytes && _doubtful.Add(offset, data, position);
    }

    /// <summary>
    /// Accepts bytes as data that looked like padding, because the stream continues after them or the other side has them.
    /// </summary>
    /// <param name="offset">Offset where the stream continues, or up to which the other side has everything.</param>
    public void AcceptPadding(long offset)
    {
        if (_doubtful is not null) AcceptPadding(_doubtful, offset);
    }

    private void AcceptPadding(OutOfOrderSegments doubtful, long offset)
    {
        if (!IsStarted || _padding.End <= Next || _padding.End > offset || _padding.Offset > Next || doubtful.IsEmpty) return;
        if (doubtful.First.Offset != Math.Max(_padding.Offset, Next) || doubtful.First.End != _padding.End) return;
        OutOfOrderSegments.Piece piece = doubtful.TakeFirst();
        DeliverNew(piece.Bytes, piece.Position);
        OutOfOrderSegments.Return(piece);
    }

    /// <summary>Continues the stream with the far data, because the wait for the loss before it is over.</summary>
    private void GoOnFar(in StreamPosition position)
    {
        _waiting ??= new OutOfOrderSegments();
        (_end, _acknowledged, _fin) = (_far!.End, Math.Max(_acknowledged, _far.Acknowledged), Math.Min(_fin, _far.Fin));
        _far.MoveTo(_waiting);
        if (!IsStarted) return;
        while (HoleEnd() is long end && (end <= _acknowledged || _waiting.Cost > limits.MaxOutOfOrderBytes)) GiveUpHole(end, position);
    }

    /// <summary>Ends the start window: the stream begins with the first of the held bytes.</summary>
    public void Start()
    {
        if (!IsStarting) return;
        IsStarted = true;
        _numbers.StartAt(_waiting!.First.Offset);
    }

    private void ReportGap(long end, in StreamPosition position)
    {
        long missing = end - Next;
        if (HasTruncatedTail) connection.Statistics.TruncatedBytes += Math.Min(end, _cut!.End) - Next;
        _numbers.Advance(missing);
        connection.Statistics.Gaps++;
        connection.Statistics.MissingBytes += missing;
        connection.Consumer.OnGap(side, missing, position);
        if (_waiting is not null) _waiting.Window = null;
    }

    /// <summary>Whether enough packets or time have passed since the first call.</summary>
    private bool WindowPassed(long now, int packets, long nanoseconds)
    {
        _waiting ??= new OutOfOrderSegments();
        if (_waiting.Window is not ReorderWindow window)
        {
            _waiting.Window = new ReorderWindow(connection.Packets, now, _acknowledged, _end);
            return false;
        }

        return connection.Packets - window.Packet >= packets || now - window.Time >= nanoseconds;
    }
}
