using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// The UDP flows of one dissector that its protocol recognizes. A flow depends only on its own packets and on the capture's clock, never
/// on other flows (except for
/// <see cref="UdpLimits.MaxFlows"/> and the memory budget). N tables that see the same packets, each with its own flows, report the same
/// flows at the same packets.
/// </summary>
internal sealed class UdpFlowTable(UdpLimits limits, OwnedFlows owned, IDatagramProtocol[] protocols, MemoryAccount? memory = null)
{
    /// <summary>Number of other endpoints that are kept of a flow.</summary>
    private const int MaxMoves = 64;

    private readonly HashSet<UdpFlow> _flows = new(FlowComparer<UdpFlow>.Instance);
    private readonly FlowList<UdpFlow> _bySilence = new();
    private readonly long _idleNanoseconds = (long)limits.IdleTimeout.TotalNanoseconds;
    private readonly HashSet<UdpFlow> _waiting = [];
    private readonly Dictionary<FlowKey, (UdpFlow Flow, bool IsSwapped)> _moved = [];
    private UdpFlow? _latest;
    private long _clock = long.MinValue;

    /// <summary>The progress that other dissectors wait for; <c>null</c> if this one is alone.</summary>
    public DissectorClock? Clock { get; init; }

    /// <summary>Where the ends of connections are noted.</summary>
    public EndingPlace Ending { get; init; } = new();

    /// <summary>The last packet of the flow that has been silent longest; the largest number if there are no flows.</summary>
    public long OldestLast => _bySilence.Oldest?.Last.Packet ?? long.MaxValue;

    /// <summary>Number of flows in the table.</summary>
    public int Count => _flows.Count;

    /// <summary>Adds one datagram.</summary>
    public void Add(in Datagram datagram)
    {
        Observe(datagram.PacketNumber, datagram.Time);
        bool isOwned = owned.Owns(datagram.Source, datagram.Destination);
        if (!isOwned && !MayMove) return;

        FlowKey key = datagram.Key(out bool swapped);
        UdpFlow? known = isOwned ? Find(key) : null;
        int side = known?.SideOf(swapped) ?? 0;
        if (known is null && MayMove) known = FindMoved(datagram, key, swapped, out side);
        IDatagramProtocol? protocol = known is null && isOwned ? ProtocolOf(datagram) : null;
        if (known is null && protocol is null)
        {
            if (MayMove) OnStray(datagram);
            return;
        }

        Clock?.OnTurn(datagram.PacketNumber);
        Ending.Packet = datagram.PacketNumber;
        UdpFlow flow = known ?? Open(key, swapped, datagram.Position, protocol!);
        _latest = flow;
        flow.Last = datagram.Position;
        flow.LastClock = _clock;
        flow.Packets++;
        _bySilence.Touch(flow);
        if (!flow.IsFailed) Deliver(flow, side, datagram);
    }

    /// <summary>Whether a datagram of an unknown flow may belong to a known one.</summary>
    private bool MayMove => _moved.Count > 0 || Array.Exists(protocols, static protocol => protocol.MayMove);

    /// <summary>The protocol that recognizes a datagram; <c>null</c> if none does, or if another dissector follows its flow.</summary>
    private IDatagramProtocol? ProtocolOf(in Datagram datagram)
    {
        foreach (IDatagramProtocol protocol in protocols)
        {
            if (protocol.Begins(datagram)) return protocol.IsFollowedElsewhere(datagram) ? null : protocol;
        }

        return null;
    }

    /// <summary>Finds the flow that moved to other endpoints. It keeps them, within <see cref="MaxMoves"/>.</summary>
    private UdpFlow? FindMoved(in Datagram datagram, in FlowKey key, bool swapped, out int side)
    {
        if (_moved.TryGetValue(key, out (UdpFlow Flow, bool IsSwapped) moved))
        {
            side = swapped == moved.IsSwapped ? 0 : 1;
            return moved.Flow;
        }

        side = 0;
        foreach (IDatagramProtocol protocol in protocols)
        {
            if (!protocol.MayMove || protocol.FindMoved(datagram, out side) is not UdpFlow flow || !_flows.Contains(flow)) continue;
            flow.Moves ??= [];
            if (flow.Moves.Count < MaxMoves)
            {
                flow.Moves.Add(key);
                _moved[key] = (flow, swapped == (side == 0));
            }

            return flow;
        }

        return null;
    }

    private void OnStray(in Datagram datagram)
    {
        foreach (IDatagramProtocol protocol in protocols)
        {
            if (protocol.MayMove) protocol.OnStray(datagram);
        }
    }

    /// <summary>Notes a packet of the input that is not passed to <see cref="Add"/>, because time passes for silent flows.</summary>
    public void Observe(long packetNumber, CaptureTime time)
    {
        while (HasExpired(time)) TryEndOldest(packetNumber);
    }

    /// <summary>Notes the time. Returns whether the flow that has been silent longest is over.</summary>
    public bool HasExpired(CaptureTime time)
    {
        if (time.Nanoseconds > _clock) _clock = time.Nanoseconds;
        return _idleNanoseconds > 0 && _bySilence.Oldest is UdpFlow idle && _clock - idle.LastClock > _idleNanoseconds;
    }

    /// <summary>Ends the flow that has been silent longest, to free memory. Returns <c>false</c> if there is none.</summary>
    public bool TryEndOldest(long packetNumber)
    {
        if (_bySilence.Oldest is not UdpFlow silent) return false;
        End(silent, packetNumber);
        return true;
    }

    /// <summary>Ends every flow at the end of the input, in the order of their last packets.</summary>
    public void Complete()
    {
        while (TryEndOldest(long.MaxValue)) { }
    }

    /// <summary>Finds a flow. Tries the last one first, because packets of a flow often follow each other.</summary>
    public UdpFlow? Find(in FlowKey key)
    {
        if (_latest is not null && _latest.Key.Equals(key)) return _latest;
        return _flows.GetAlternateLookup<FlowKey>().TryGetValue(key, out UdpFlow? found) ? found : null;
    }

    private UdpFlow Open(in FlowKey key, bool swapped, in StreamPosition position, IDatagramProtocol protocol)
    {
        if (_flows.Count >= limits.MaxFlows) TryEndOldest(position.Packet);
        UdpFlow flow = new(key, swapped, position);
        flow.Consumer = protocol.Create(flow);
        _flows.Add(flow);
        _bySilence.Add(flow);
        memory?.Add(UdpFlow.Held);
        return flow;
    }

    private void Deliver(UdpFlow flow, int side, in Datagram datagram)
    {
        IDatagramConsumer consumer = flow.Consumer!;
        try
        {
            consumer.OnDatagram(side, datagram);
            if (consumer.HasWaiting) _waiting.Add(flow);
            else if (_waiting.Count > 0) _waiting.Remove(flow);
        }
        catch (Exception e) when (consumer.IsFault(e))
        {
            Fail(flow, e);
        }
    }

    /// <summary>For live input, where silence may follow a loss: hands on what has waited too long.</summary>
    public void GiveUpHoles(CaptureTime now)
    {
        if (_waiting.Count == 0) return;
        foreach (UdpFlow flow in _waiting.OrderBy(waiting => waiting.Id).ToArray())
        {
            IDatagramConsumer consumer = flow.Consumer!;
            try
            {
                consumer.Observe(now);
                if (!consumer.HasWaiting) _waiting.Remove(flow);
            }
            catch (Exception e) when (consumer.IsFault(e))
            {
                Fail(flow, e);
            }
        }
    }

    private void Fail(UdpFlow flow, Exception exception)
    {
        _waiting.Remove(flow);
        flow.Fail(exception);
    }

    private void End(UdpFlow flow, long packetNumber)
    {
        Ending.Packet = packetNumber;
        Clock?.OnTurn(flow.Last.Packet);
        _bySilence.Remove(flow);
        _flows.Remove(flow);
        _waiting.Remove(flow);
        foreach (FlowKey moved in flow.Moves ?? []) _moved.Remove(moved);
        if (ReferenceEquals(flow, _latest)) _latest = null;
        memory?.Add(-UdpFlow.Held);
        flow.Consumer?.OnEnd();
    }
}
