using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Counts the datagrams of each flow that dissectors read although nothing in them tells their protocol, so that the census, which sees
/// only their bytes, may count them for something else. Not thread-safe; bounded like the census.
/// </summary>
internal sealed class ClaimedDatagrams
{
    private readonly Dictionary<FlowKey, long> _packets = [];

    /// <summary>The flows, and the number of packets of each.</summary>
    public IReadOnlyDictionary<FlowKey, long> Packets => _packets;

    /// <summary>Counts a datagram.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="packets">Number of packets that brought it.</param>
    public void Add(in Datagram datagram, int packets) => Add(datagram.Key(out _), packets);

    /// <summary>Adds those of another dissector of the same input.</summary>
    public void Add(ClaimedDatagrams other)
    {
        foreach ((FlowKey flow, long packets) in other._packets) Add(flow, packets);
    }

    private void Add(in FlowKey flow, long packets)
    {
        long before = _packets.GetValueOrDefault(flow);
        if (before > 0 || _packets.Count < PacketCensus.MaxFlows) _packets[flow] = before + packets;
    }
}
