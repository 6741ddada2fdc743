using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// All connections of one dissector. A connection depends only on its own packets and on the capture's packet numbers and clock, never on
/// other connections (except for <see cref="TcpLimits.MaxConnections"/> and the memory budget). N tables that see the same packets, each
/// with its own flows, report the same connections at the same packets.
/// </summary>
internal sealed partial class TcpConnectionTable(TcpLimits limits, OwnedFlows owned, Func<TcpConnection, IStreamConsumer> factory,
    MemoryAccount? memory = null)
{
    private readonly HashSet<TcpConnection> _connections = new(FlowComparer<TcpConnection>.Instance);
    private readonly FlowList<TcpConnection> _open = new();
    private readonly FlowList<TcpConnection> _closing = new();
    private readonly HashSet<TcpConnection> _waiting = [];
    private readonly long _lingerNanoseconds = (long)limits.LingerTime.TotalNanoseconds;
    private readonly long _idleNanoseconds = (long)limits.IdleTimeout.TotalNanoseconds;
    private readonly long _copyNanoseconds = (long)limits.ReorderWindowTime.TotalNanoseconds;
    private TcpConnection? _latest;
    private long _clock = long.MinValue;

    /// <summary>The clock that is told about turns; <c>null</c> if no other dissector waits.</summary>
    public DissectorClock? Clock { get; init; }

    /// <summary>Where the ends of connections are noted.</summary>
    public EndingPlace Ending { get; init; } = new();

    /// <summary>The connection of the last segment; <c>null</c> if it has ended.</summary>
    public TcpConnection? Latest => _latest;

    /// <summary>Number of connections in the table.</summary>
    public int Count => _connections.Count;

    /// <summary>Connections that ended without a byte of the protocol searched for, including unanswered SYNs.</summary>
    public OtherTcp Other { get; private set; }

    /// <summary>Adds one segment.</summary>
    public void Add(in TcpSegment segment)
    {
        Observe(segment.PacketNumber, segment.Time);
        // Packets of a connection often follow each other.
        TcpConnection? connection = _latest is not null && _latest.Has(segment) ? _latest : null;
        if (connection is null)
        {
            if (!owned.Owns(segment.Source, segment.Destination)) return;
            connection = Find(segment);
        }

        Clock?.OnTurn(segment.PacketNumber);
        StreamPosition position = new(segment.PacketNumber, segment.Time);
        if (connection is not null && connection.IsReplacedBy(segment, _copyNanoseconds))
        {
            End(connection, segment.PacketNumber);
            connection = null;
        }

        connection ??= _latest = Open(segment, position);
        connection.Last = position;
        connection.LastClock = _clock;
        connection.Packets++;
        (connection.IsClosing ? _closing : _open).Touch(connection);
        if (connection.IsFailed) return;
        try
        {
            Deliver(connection, segment, position);
        }
        catch (Exception e) when (connection.Consumer.IsFault(e))
        {
            Fail(connection, e);
        }
    }

    /// <summary>Notes a packet of the input that is not passed to <see cref="Add"/>, because time passes for closed connections.</summary>
    /// <param name="packetNumber">The packet.</param>
    /// <param name="time">Its time.</param>
    /// <param name="before">Only connections whose last packet came before this one end now.</param>
    public void Observe(long packetNumber, CaptureTime time, long before = long.MaxValue)
    {
        if (time.Nanoseconds > _clock) _clock = time.Nanoseconds;
        while (Expired(packetNumber) is TcpConnection expired && expired.Last.Packet < before) End(expired, packetNumber);
    }

    /// <summary>The expired connection silent longest. The order does not depend on other connections in this table.</summary>
    private TcpConnection? Expired(long packetNumber)
    {
        TcpConnection? lingering = _closing.Oldest;
        if (lingering is not null && packetNumber - lingering.Last.Packet <= limits.LingerPackets &&
            _clock - lingering.LastClock <= _lingerNanoseconds) lingering = null;
        TcpConnection? idle = _idleNanoseconds > 0 ? _open.Oldest : null;
        if (idle is not null && _clock - idle.LastClock <= _idleNanoseconds) idle = null;
        return idle is null || lingering?.Last.Packet < idle.Last.Packet ? lingering : idle;
    }

    /// <summary>
    /// For live input, where silence may follow a loss: delivers data after acknowledged holes once
    /// <see cref="TcpLimits.ReorderWindowTime"/> has passed, without a packet of the connection. With packets from a file, all holes wait
    /// for the next packet, so that the result does not depend on when this is called.
    /// </summary>
    public void GiveUpHoles(CaptureTime now)
    {
        if (_waiting.Count == 0) return;
        foreach (TcpConnection connection in _waiting.OrderBy(waiting => waiting.First.Packet).ToArray())
        {
            try
            {
                GiveUpHoles(connection, now);
            }
            catch (Exception e) when (connection.Consumer.IsFault(e))
            {
                Fail(connection, e);
            }
        }
    }

    private void GiveUpHoles(TcpConnection connection, CaptureTime now)
    {
        connection.CheckWaiting(0, connection.Last, now.Nanoseconds);
        if (!HasWaiting(connection)) _waiting.Remove(connection);
        Charge(connection, connection.Held);
        if (!connection.IsClosing && connection.Stream0.IsFinished && connection.Stream1.IsFinished) Linger(connection);
    }

    /// <summary>Handles a fault in reassembly. The connection stays in the table until it ends, at no further cost.</summary>
    private void Fail(TcpConnection connection, Exception exception)
    {
        _waiting.Remove(connection);
        connection.Fail(exception);
        Charge(connection, connection.Held);
    }

    /// <summary>Ends every connection at the end of the input, in the order of their last packets.</summary>
    public void Complete()
    {
        while (TryCompleteNext())
        {
        }
    }

    /// <summary>At the end of the input: ends the connection whose last packet is next; <c>false</c> if there is none.</summary>
    public bool TryCompleteNext()
    {
        if (Next is not TcpConnection next) return false;
        End(next, long.MaxValue);
        return true;
    }

    /// <summary>The last packet of the connection that <see cref="TryCompleteNext"/> ends; the largest number if there is none.</summary>
    public long NextLast => Next?.Last.Packet ?? long.MaxValue;

    private TcpConnection? Next =>
        _closing.Oldest is not TcpConnection closing || _open.Oldest?.Last.Packet < closing.Last.Packet ? _open.Oldest : closing;

    /// <summary>The last packet of the connection that <see cref="TryEndOldest"/> ends; the largest number if there is none.</summary>
    public long OldestLast => (_closing.Oldest ?? _open.Oldest)?.Last.Packet ?? long.MaxValue;

    private TcpConnection? Find(in TcpSegment segment) =>
        _connections.GetAlternateLookup<FlowKey>()
            .TryGetValue(FlowKey.Of(segment.Source, segment.Destination, out _), out TcpConnection? found) ? _latest = found : null;

    private TcpConnection Open(in TcpSegment segment, in StreamPosition position)
    {
        if (_connections.Count >= limits.MaxConnections) TryEndOldest(segment.PacketNumber);

        bool fromServer = (segment.Flags & TcpFlags.Syn) != 0
            ? (segment.Flags & TcpFlags.Ack) != 0
            : segment.Source.Port < segment.Destination.Port;
        TcpConnection connection = fromServer
            ? new TcpConnection(segment.Destination, segment.Source, position, limits, factory)
            : new TcpConnection(segment.Source, segment.Destination, position, limits, factory);
        _connections.Add(connection);
        _open.Add(connection);
        Charge(connection, connection.Held);
        return connection;
    }

    private void Deliver(TcpConnection connection, in TcpSegment segment, in StreamPosition position)
    {
        int side = connection.SideOf(segment);
        TcpStream stream = connection.Stream(side);
        TcpStream other = connection.Stream(1 - side);
        // Data that the receiver drops is not trusted: neither its numbers nor its flags.
        bool isDoubtful = stream.Doubts(segment);
        long next = stream.Next;
        if (!isDoubtful) connection.Statistics.NoteHandshake(side, segment);
        if (isDoubtful) stream.OnDoubtful(segment, position);
        else Take(connection, segment, stream, other, position);

        connection.CheckWaiting(side, position, position.Time.Nanoseconds);
        if (HasWaiting(connection)) _waiting.Add(connection);
        else if (_waiting.Count > 0) _waiting.Remove(connection);
        Charge(connection, connection.Held);
        if (stream.HasFin && other.HasFin) connection.Statistics.SeenEnd = true;
        bool reset = !isDoubtful && (segment.Flags & TcpFlags.Rst) != 0 && stream.Accepts(segment.Sequence);
        if (reset || stream.HasFin) connection.End ??= TcpEnd.Of(side, stream, other, segment);
        // Its sender waits for an acknowledgment.
        bool isRepeated = !isDoubtful && segment.PayloadLength > 0 && stream.OffsetOf(segment.Sequence) + segment.PayloadLength <= next;
        if (!reset) ReopenIfAlive(connection, side, isRepeated);
        bool isOver = reset || (stream.IsFinished && other.IsFinished && !isRepeated);
        if (isOver && !connection.IsClosing) Close(connection, segment, reset ? side : null);
    }

    private static void Take(TcpConnection connection, in TcpSegment segment, TcpStream stream, TcpStream other, in StreamPosition position)
    {
        uint sequence = segment.Sequence;
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            stream.OnSyn(sequence);
            connection.Statistics.SeenStart = true;
            sequence++;
        }

        bool isReset = (segment.Flags & TcpFlags.Rst) != 0;
        if (segment.PayloadLength > 0 || isReset) other.SettleTruncatedTail();
        if (isReset)
        {
            stream.SettleTruncatedTail();
            return;
        }

        connection.LongestPayload = Math.Max(connection.LongestPayload, segment.Payload.Length);
        if ((segment.Flags & TcpFlags.Ack) == 0 || !other.IsPlaced)
        {
            stream.OnSegment(segment, sequence, position);
            return;
        }

        // Data that the other side has comes before this side's answer.
        long acknowledged = other.OffsetOf(segment.Acknowledgment);
        other.AcceptPadding(acknowledged);
        stream.OnSegment(segment, sequence, position);
        other.OnAcknowledged(acknowledged);
    }

    /// <summary>Frees memory: ends a closed connection, otherwise the one silent longest; <c>false</c> if there is none.</summary>
    public bool TryEndOldest(long packetNumber)
    {
        if ((_closing.Oldest ?? _open.Oldest) is not TcpConnection silent) return false;
        End(silent, packetNumber);
        return true;
    }

    private void Charge(TcpConnection connection, long held)
    {
        long change = held - connection.HeldBefore;
        if (change == 0) return;
        connection.HeldBefore = held;
        memory?.Add(change);
    }

    private static bool HasWaiting(TcpConnection connection) => connection.Stream0.HasWaiting || connection.Stream1.HasWaiting;
}
