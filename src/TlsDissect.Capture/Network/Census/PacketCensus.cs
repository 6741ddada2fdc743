using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Counts the packets that are not dissected, by what they are. UDP is looked into, because it may hold TLS: QUIC and DTLS. Not thread-safe. Its memory is bounded: see
/// <see cref="MaxFlows"/> and <see cref="MaxNumbers"/>.
/// </summary>
internal sealed class PacketCensus : IUndissectedSink, IDisposable
{
    /// <summary>UDP flows remembered at once. Past it the one that has been silent longest is forgotten; if it goes on, it counts as another.</summary>
    public const int MaxFlows = 65_536;

    /// <summary>Numbers of one kind, such as EtherTypes, that are counted by themselves. Further ones are counted together.</summary>
    public const int MaxNumbers = 32;

    private readonly CensusTable _counts = new();
    private readonly MemoryAccount? _memory;
    private readonly UdpFlowTable _flows;
    private int _packets;

    /// <summary>Nothing counted.</summary>
    /// <param name="memory">Counts the memory of the flows; <c>null</c> where nothing counts it.</param>
    public PacketCensus(MemoryBudget? memory = null)
    {
        _memory = memory?.Open();
        // Silence ends no flow: two that follow each other on the same ports are one 5-tuple.
        UdpLimits limits = new() { MaxFlows = MaxFlows, IdleTimeout = TimeSpan.Zero };
        _flows = new UdpFlowTable(limits, OwnedFlows.All, (UdpFlow _, int _, in Datagram _) => new CensusFlow(this), _memory);
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
    public void OnJoined(int packets) => _counts.Of(new Undissected(UndissectedKind.Fragment)).Packets -= packets;

    /// <summary>What was counted: first the kinds that may hold TLS, then the others, each by the number of their packets.</summary>
    public IReadOnlyList<CensusEntry> Entries() =>
    [
        .. _counts.Entries().OrderByDescending(entry => entry.MayHoldTls).ThenByDescending(entry => entry.Packets)
            .ThenBy(entry => entry.What.Kind).ThenBy(entry => entry.What.Number),
    ];

    /// <inheritdoc/>
    public void Dispose() => _memory?.Dispose();

    /// <summary>The datagram that came last is of this kind.</summary>
    internal void Count(Undissected what, bool isFirstOfFlow)
    {
        CensusCount count = _counts.Of(what);
        count.Packets += _packets;
        if (isFirstOfFlow) count.Flows++;
    }
}
