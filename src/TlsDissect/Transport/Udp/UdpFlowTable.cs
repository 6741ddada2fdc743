using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// All UDP flows of one dissector. What happens to a flow depends on its own packets and on the capture's clock alone, never on other flows (but for
/// <see cref="UdpLimits.MaxFlows"/> and the budget of memory): N tables that see the same packets and each keep their own flows report the same flows at the same packets.
/// </summary>
internal sealed class UdpFlowTable(UdpLimits limits, OwnedFlows owned, DatagramConsumerFactory factory, MemoryAccount? memory = null)
{
    private readonly HashSet<UdpFlow> _flows = new(FlowComparer<UdpFlow>.Instance);
    private readonly FlowList<UdpFlow> _bySilence = new();
    private readonly long _idleNanoseconds = (long)limits.IdleTimeout.TotalNanoseconds;
    private UdpFlow? _latest;
    private long _clock = long.MinValue;

    /// <summary>While a consumer's <see cref="IDatagramConsumer.OnEnd"/> runs: the packet at which its end was decided; the largest number at the end of the input.</summary>
    public long FinalizedAt { get; private set; }

    /// <summary>Flows in the table.</summary>
    public int Count => _flows.Count;

    /// <summary>Takes one datagram.</summary>
    public void Add(in Datagram datagram)
    {
        Observe(datagram.PacketNumber, datagram.Time);
        if (!owned.Owns(datagram.Source, datagram.Destination)) return;

        FlowKey key = datagram.Key(out bool swapped);
        UdpFlow flow = Find(key) ?? Open(key, swapped, datagram.Position);
        _latest = flow;
        flow.Last = datagram.Position;
        flow.LastClock = _clock;
        flow.Packets++;
        _bySilence.Touch(flow);
        if (!flow.IsFailed) Deliver(flow, flow.SideOf(swapped), datagram);
    }

    /// <summary>A packet of the input went by that is not in <see cref="Add"/>'s line: time passes for the flows that are silent.</summary>
    public void Observe(long packetNumber, CaptureTime time)
    {
        if (time.Nanoseconds > _clock) _clock = time.Nanoseconds;
        if (_idleNanoseconds <= 0) return;
        while (_bySilence.Oldest is UdpFlow idle && _clock - idle.LastClock > _idleNanoseconds) End(idle, packetNumber);
    }

    /// <summary>Ends the flow that has been silent longest, to make room. <c>false</c> where there is none.</summary>
    public bool TryEndOldest(long packetNumber)
    {
        if (_bySilence.Oldest is not UdpFlow silent) return false;
        End(silent, packetNumber);
        return true;
    }

    /// <summary>The input ended: every flow does, in the order of the last packets.</summary>
    public void Complete()
    {
        while (TryEndOldest(long.MaxValue)) { }
    }

    /// <summary>Packets come in trains.</summary>
    private UdpFlow? Find(in FlowKey key)
    {
        if (_latest is not null && _latest.Key.Equals(key)) return _latest;
        return _flows.GetAlternateLookup<FlowKey>().TryGetValue(key, out UdpFlow? found) ? found : null;
    }

    private UdpFlow Open(in FlowKey key, bool swapped, in StreamPosition position)
    {
        if (_flows.Count >= limits.MaxFlows) TryEndOldest(position.Packet);
        UdpFlow flow = new(key, swapped, position);
        _flows.Add(flow);
        _bySilence.Add(flow);
        memory?.Add(UdpFlow.Held);
        return flow;
    }

    private void Deliver(UdpFlow flow, int side, in Datagram datagram)
    {
        IDatagramConsumer? consumer = flow.Consumer ??= factory(flow, side, datagram);
        if (consumer is null) return;
        try
        {
            consumer.OnDatagram(side, datagram);
        }
        catch (Exception e) when (consumer.IsFault(e))
        {
            flow.Fail(e);
        }
    }

    private void End(UdpFlow flow, long packetNumber)
    {
        FinalizedAt = packetNumber;
        _bySilence.Remove(flow);
        _flows.Remove(flow);
        if (ReferenceEquals(flow, _latest)) _latest = null;
        memory?.Add(-UdpFlow.Held);
        flow.Consumer?.OnEnd();
    }
}
