using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// All UDP flows of one dissector. A flow depends only on its own packets and on the capture's clock, never on other flows (except for
/// <see cref="UdpLimits.MaxFlows"/> and the memory budget). N tables that see the same packets, each with its own flows, report the same
/// flows at the same packets.
/// </summary>
internal sealed class UdpFlowTable(UdpLimits limits, OwnedFlows owned, DatagramConsumerFactory factory, MemoryAccount? memory = null)
{
    private readonly HashSet<UdpFlow> _flows = new(FlowComparer<UdpFlow>.Instance);
    private readonly FlowList<UdpFlow> _bySilence = new();
    private readonly long _idleNanoseconds = (long)limits.IdleTimeout.TotalNanoseconds;
    private UdpFlow? _latest;
    private long _clock = long.MinValue;

    /// <summary>
    /// During a consumer's <see cref="IDatagramConsumer.OnEnd"/>: the packet at which its end was decided; the largest number at the end of
    /// the input.
    /// </summary>
    public long FinalizedAt { get; private set; }

    /// <summary>Number of flows in the table.</summary>
    public int Count => _flows.Count;

    /// <summary>Adds one datagram.</summary>
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

    /// <summary>Notes a packet of the input that is not passed to <see cref="Add"/>, because time passes for silent flows.</summary>
    public void Observe(long packetNumber, CaptureTime time)
    {
        if (time.Nanoseconds > _clock) _clock = time.Nanoseconds;
        if (_idleNanoseconds <= 0) return;
        while (_bySilence.Oldest is UdpFlow idle && _clock - idle.LastClock > _idleNanoseconds) End(idle, packetNumber);
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
