using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>One UDP flow in the census: the kind of its datagrams, and the kinds that it was counted for.</summary>
internal sealed class CensusFlow(PacketCensus census) : IDatagramConsumer
{
    private ulong _counted;
    private UndissectedKind _known = UndissectedKind.Udp;

    public void OnDatagram(int side, in Datagram datagram)
    {
        Undissected what = DatagramKind.Of(datagram, _known);
        // A flow has one protocol that begins with a handshake. Other protocols on the same ports (RFC 7983) are recognized in each
        // datagram.
        if (what.Kind is not (UndissectedKind.Udp or UndissectedKind.EapInRadius)) _known = what.Kind;
        ulong bit = 1UL << (int)what.Kind;
        census.Count(what, isFirstOfFlow: (_counted & bit) == 0);
        _counted |= bit;
    }

    public void OnEnd() { }
}
