using TlsDissect.Connections.Datagrams;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport;

namespace TlsDissect.Connections.Quic;

/// <content>Datagrams between other addresses (RFC 9000 §9).</content>
internal sealed partial class QuicConnection
{
    private readonly StrayDatagrams _strays;
    private bool _awaitsStrays;

    /// <summary>
    /// Datagrams that came with one of its IDs before that was known. They are read later: the plaintext of another packet is in use.
    /// </summary>
    private readonly List<(StrayDatagrams.Stray Datagram, int Side, int IdLength)> _claimed = [];

    /// <summary>
    /// Other endpoints that datagrams with its IDs came from: of each the first and the last few, because any may be forged, or wait for
    /// keys.
    /// </summary>
    private readonly List<QuicPath> _newPaths = [];

    /// <summary>Number of datagrams that are kept of new endpoints, and how many of them stay.</summary>
    private const int MaxOfPath = 4, MaxOfStart = 2;

    /// <summary>Notes that a datagram with its connection ID came between other endpoints.</summary>
    public void OnMoved(int side, in IpEndpoint source, in IpEndpoint destination, long packet)
    {
        if (Counts.PathList.Count == MaxListed) return;
        bool isClient = Directions[side].Sender == Sender.Client;
        (IpEndpoint client, IpEndpoint server) = isClient ? (source, destination) : (destination, source);
        foreach (QuicPath known in Counts.PathList)
        {
            if (known.Client == client && known.Server == server) return;
        }

        (int count, int after) = (0, 0);
        for (int i = 0; i < _newPaths.Count; i++)
        {
            if (_newPaths[i].Packet == packet) return;
            if (_newPaths[i].Client == client && _newPaths[i].Server == server && count++ == MaxOfStart) after = i;
        }

        if (count == MaxOfPath) _newPaths.RemoveAt(after);
        else if (_newPaths.Count == MaxListed) _newPaths.RemoveAt(0);
        _newPaths.Add(new QuicPath(client, server, packet));
    }

    /// <summary>Lists the endpoints of a datagram, because a packet in it authenticates, or no key tells.</summary>
    private void TakePath(in StreamPosition position)
    {
        for (int i = 0; i < _newPaths.Count; i++)
        {
            if (_newPaths[i].Packet == position.Packet)
            {
                Take(_newPaths[i]);
                return;
            }
        }
    }

    private void Take(QuicPath taken)
    {
        _newPaths.RemoveAll(path => path.Client == taken.Client && path.Server == taken.Server);
        if (Counts.PathList.Count < MaxListed) Counts.PathList.Add(taken);
    }

    /// <summary>
    /// From now on, keeps datagrams between other addresses that may be its own: IDs that it goes on with are in packets that wait.
    /// </summary>
    private void AwaitStrays()
    {
        if (_awaitsStrays) return;
        _awaitsStrays = true;
        _strays.Await(Carrier.Endpoint(0), Carrier.Endpoint(1));
    }

    private void ForgetStrays()
    {
        if (!_awaitsStrays) return;
        _awaitsStrays = false;
        _strays.Forget(Carrier.Endpoint(0), Carrier.Endpoint(1));
    }

    /// <summary>Adds an ID that a side issued in a packet that was decrypted, and claims the datagrams that came with it before.</summary>
    private void AddIssuedId(int receiver, ReadOnlySpan<byte> id)
    {
        if (!AddId(receiver, id) || !_awaitsStrays || !ConnectionIds<QuicConnection>.MayTellMove(id.Length)) return;
        foreach (StrayDatagrams.Stray stray in _strays.Take(new ConnectionId(id))) _claimed.Add((stray, 1 - receiver, id.Length));
        _hasNews |= HasClaimed;
    }

    protected override bool HasClaimed => _claimed.Count > 0;

    protected override bool ReadClaimed()
    {
        if (!HasClaimed) return false;
        (StrayDatagrams.Stray Datagram, int Side, int IdLength)[] claimed = [.. _claimed.OrderBy(each => each.Datagram.Position.Packet)];
        _claimed.Clear();
        foreach ((StrayDatagrams.Stray datagram, int side, int idLength) in claimed)
        {
            // One that has to wait may go beyond the limits, which ends a connection that is over.
            if (!IsReading) return false;
            DecodeError error = default;
            QuicDatagramReader reader = new(datagram.Bytes, idLength, ref error);
            if (!reader.TryRead(out QuicPacketHeader packet) || packet.IsMalformed) continue;
            Context.Claims?.OnClaimed(datagram.Borrow());
            OnMoved(side, datagram.Source, datagram.Destination, datagram.Position.Packet);
            _sides[side].HasSent = true;
            if (datagram.Position.Packet > LastOfSide[side].Packet) LastOfSide[side] = datagram.Position;
            Report().NoteLater(datagram.Position);
            if (!TryRead(side, (int)Epoch.Application, packet, datagram.Position))
                Wait(side, (int)Epoch.Application, packet, datagram.Position);
        }

        return true;
    }

    /// <summary>Once no packet waits that may issue IDs, each datagram tells its connection.</summary>
    protected override void OnDrained()
    {
        if (Waiting.CountOf(0, (int)Epoch.Application) == 0 && Waiting.CountOf(1, (int)Epoch.Application) == 0) ForgetStrays();
    }
}
