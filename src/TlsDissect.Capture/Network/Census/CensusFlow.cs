using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>One UDP flow in the census: the kind of its datagrams, and the kinds that it was counted for.</summary>
internal sealed class CensusFlow(PacketCensus census) : IDatagramConsumer
{
    private ulong _counted;
    private UndissectedKind _known = UndissectedKind.Udp;

    /// <summary>Packets that were counted as such, and as other UDP.</summary>
    private long _on443, _others;

    public void OnDatagram(int side, in Datagram datagram)
    {
        Undissected what = DatagramKind.Of(datagram, _known);
        // A flow has one protocol that begins with a handshake. Other protocols on the same ports (RFC 7983) are recognized in each
        // datagram.
        if (what.Kind is not (UndissectedKind.Udp or UndissectedKind.EapInRadius)) _known = what.Kind;
        ulong bit = 1UL << (int)what.Kind;
        int packets = census.Count(what, isFirstOfFlow: (_counted & bit) == 0);
        _counted |= bit;
        if (what.Kind == UndissectedKind.UdpOn443) _on443 += packets;
        else if (what.Kind == UndissectedKind.Udp) _others += packets;
    }

    /// <summary>Divides packets of the flow that were dissected among the kinds that they were counted for.</summary>
    /// <param name="packets">Their number.</param>
    /// <param name="counts">Receives how much to take from the counts of those kinds.</param>
    public void Take(long packets, Dictionary<UndissectedKind, CensusCount> counts)
    {
        // Which of the two each was does not matter, unless only some were dissected.
        long left = packets - Take(UndissectedKind.UdpOn443, packets, _on443);
        Take(UndissectedKind.Udp, left, _others);

        long Take(UndissectedKind kind, long wanted, long counted)
        {
            long taken = Math.Min(wanted, counted);
            if (taken == 0) return 0;
            if (!counts.TryGetValue(kind, out CensusCount? count)) counts[kind] = count = new CensusCount();
            count.Packets += taken;
            if (taken == counted) count.Flows++;
            return taken;
        }
    }

    public void OnEnd() { }
}
