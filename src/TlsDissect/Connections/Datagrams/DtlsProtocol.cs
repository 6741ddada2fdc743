using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// Recognizes flows of DTLS by their content, on any port, and those that go on between other addresses by connection IDs.
/// </summary>
/// <param name="context">Shared by the dissector's connections.</param>
/// <param name="member">The dissector among others that read the same input; <c>null</c> if it is alone.</param>
internal sealed class DtlsProtocol(DissectorContext context, SharedSessions.Member? member) : IDatagramProtocol
{
    private readonly ConnectionIds<DtlsConnection> _ids = new(member);
    private readonly DtlsMidStreamSearch _search = new(context);

    /// <summary>What the last datagram was recognized as, if its connection has begun before.</summary>
    private DtlsInTheMiddle? _middle;

    public bool MayMove => _ids.MayMove;

    public bool Begins(in Datagram datagram)
    {
        _middle = null;
        if (DtlsHeader.StartsRecord(CapwapPreamble.Remove(datagram, out int length), length)) return true;
        _middle = _search.FindFirst(datagram);
        return _middle is not null;
    }

    public bool IsFollowedElsewhere(in Datagram datagram) =>
        DtlsHeader.ConnectionIdOffset(datagram.Payload) is int offset && _ids.IsFollowedElsewhere(datagram.Payload, offset);

    public UdpFlow? FindMoved(in Datagram datagram, out int side)
    {
        side = 0;
        if (DtlsHeader.ConnectionIdOffset(datagram.Payload) is not int offset ||
            !_ids.TryFindAt(datagram.Payload, offset, out IdOwner<DtlsConnection> owner) ||
            !ConnectionIds<DtlsConnection>.MayTellMove(owner.Length)) return null;
        side = 1 - owner.Receiver;
        return owner.Connection.Carrier;
    }

    public IDatagramConsumer Create(UdpFlow flow) => new DtlsFlow(context, flow, _ids, _middle);
}
