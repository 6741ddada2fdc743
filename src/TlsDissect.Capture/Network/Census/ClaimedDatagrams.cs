using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Counts the datagrams that dissectors read although the census, which sees only their bytes, takes them for something else. Not
/// thread-safe; bounded like the census.
/// </summary>
internal sealed class ClaimedDatagrams
{
    private readonly Dictionary<Undissected, CensusCount> _counts = [];
    private readonly HashSet<(Undissected What, FlowKey Flow)> _flows = [];

    /// <summary>Counts a datagram.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="packets">Number of packets that brought it.</param>
    public void Add(in Datagram datagram, int packets)
    {
        Undissected what = DatagramKind.Of(datagram, UndissectedKind.Udp);
        if (PacketCensus.IsDissected(what)) return;
        CensusCount count = Of(what);
        count.Packets += packets;
        if (_flows.Count < PacketCensus.MaxFlows && _flows.Add((what, datagram.Key(out _)))) count.Flows++;
    }

    /// <summary>Adds those of another dissector of the same input.</summary>
    public void Add(ClaimedDatagrams other)
    {
        foreach ((Undissected what, CensusCount more) in other._counts)
        {
            CensusCount count = Of(what);
            count.Packets += more.Packets;
            count.Flows += more.Flows;
        }
    }

    /// <summary>The counts of a census without these datagrams.</summary>
    public IReadOnlyList<CensusEntry> Without(IReadOnlyList<CensusEntry> entries) =>
        _counts.Count == 0 ? entries : PacketCensus.Ordered(entries.Select(Without).Where(entry => entry.Packets > 0));

    private CensusEntry Without(CensusEntry entry)
    {
        if (!_counts.TryGetValue(entry.What, out CensusCount? claimed)) return entry;
        long left = entry.Packets - claimed.Packets;
        // Of a flow, a part may be claimed.
        return entry with { Packets = left, Flows = entry.Flows is long flows ? Math.Clamp(flows - claimed.Flows, 1, Math.Max(left, 1)) : null };
    }

    private CensusCount Of(Undissected what)
    {
        if (!_counts.TryGetValue(what, out CensusCount? count)) _counts[what] = count = new CensusCount();
        return count;
    }
}
