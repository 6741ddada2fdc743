using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Counts the packets that are not dissected, by kind. UDP datagrams are examined, because they may contain TLS: QUIC and DTLS. Not
/// thread-safe. Its memory is bounded: see <see cref="MaxFlows"/> and <see cref="MaxNumbers"/>.
/// </summary>
internal sealed class PacketCensus : IUndissectedSink, IDatagramProtocol, IDisposable
{
    /// <summary>
    /// Maximum number of UDP flows remembered at once. Beyond it, the one that has been silent longest is dropped. If it continues, it
    /// counts as another flow.
    /// </summary>
    public const int MaxFlows = 65_536;

    /// <summary>
    /// Maximum number of values of one kind, such as EtherTypes, that are counted separately. Further ones are counted together.
    /// </summary>
    public const int MaxNumbers = 32;

    private readonly CensusTable _counts = new();
    private readonly MemoryAccount? _memory;
    private readonly UdpFlowTable _flows;
    private int _packets;

    /// <summary>Creates an empty census.</summary>
    /// <param name="memory">Counts the memory of the flows; <c>null</c> if nothing counts it.</param>
    public PacketCensus(MemoryBudget? memory = null)
    {
        _memory = memory?.Open();
        // Silence does not end a flow: consecutive ones on the same ports are one 5-tuple.
        UdpLimits limits = new() { MaxFlows = MaxFlows, IdleTimeout = TimeSpan.Zero };
        _flows = new UdpFlowTable(limits, OwnedFlows.All, [this], _memory);
    }

    /// <inheritdoc/>
    public void OnPacket(Undissected why, int packets) => _counts.Of(why).Packets += packets;

    /// <inheritdoc/>
    public void OnDatagram(in Datagram datagram, int packets)
    {
        _packets = packets;
        _flows.Add(datagram);
    }

    /// <inheritdoc/>
    public bool Begins(in Datagram datagram) => true;

    /// <inheritdoc/>
    public IDatagramConsumer Create(UdpFlow flow) => new CensusFlow(this);

    /// <inheritdoc/>
    public void OnJoined(int packets) => _counts.Of(new Undissected(UndissectedKind.Fragment)).Packets -= packets;

    /// <summary>The counts: first the kinds that may contain TLS, then the others, each by number of packets.</summary>
    public IReadOnlyList<CensusEntry> Entries() => Ordered(_counts.Entries());

    /// <summary>
    /// The counts of what was not dissected, in that order. The dissector recognizes DTLS and QUIC as the census does, and reads them.
    /// </summary>
    /// <param name="claimed">Datagrams that were read although nothing in them tells their protocol.</param>
    public IReadOnlyList<CensusEntry> NotDissected(ClaimedDatagrams claimed)
    {
        Dictionary<UndissectedKind, CensusCount> taken = [];
        foreach ((FlowKey key, long packets) in claimed.Packets)
        {
            // A flow that was forgotten has no counts of its own any more.
            if (_flows.Find(key)?.Consumer is CensusFlow flow) flow.Take(packets, taken);
        }

        return Ordered(_counts.Entries().Where(entry => entry.What.Kind is not (UndissectedKind.Dtls or UndissectedKind.Quic))
            .Select(entry => taken.TryGetValue(entry.What.Kind, out CensusCount? count)
                ? entry with { Packets = entry.Packets - count.Packets, Flows = entry.Flows - count.Flows }
                : entry)
            .Where(entry => entry.Packets > 0));
    }

    private static CensusEntry[] Ordered(IEnumerable<CensusEntry> entries) =>
    [
        .. entries.OrderByDescending(entry => entry.MayHoldTls).ThenByDescending(entry => entry.Packets)
            .ThenBy(entry => entry.What.Kind).ThenBy(entry => entry.What.Number),
    ];

    /// <inheritdoc/>
    public void Dispose() => _memory?.Dispose();

    /// <summary>Counts the last datagram as one of this kind.</summary>
    /// <returns>The number of packets that brought it.</returns>
    internal int Count(Undissected what, bool isFirstOfFlow)
    {
        CensusCount count = _counts.Of(what);
        count.Packets += _packets;
        if (isFirstOfFlow) count.Flows++;
        return _packets;
    }
}
