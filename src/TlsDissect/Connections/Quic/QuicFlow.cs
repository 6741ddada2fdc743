using TlsDissect.Connections.Datagrams;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Quic;

/// <summary>
/// The QUIC connections of one UDP flow. A packet belongs to a connection by its destination connection ID, even to one of another flow. If
/// the receiver chose an empty ID, the flow's latest connection has it (RFC 9000 §5.2).
/// </summary>
internal sealed class QuicFlow : IDatagramConsumer
{
    /// <summary>Number of connections that a flow follows at once.</summary>
    private const int MaxConnections = 16;

    /// <summary>How often the memory of an established connection is measured.</summary>
    private const int PacketsPerMeasure = 64;

    /// <summary>The first byte of QUIC in a flow that other protocols share (RFC 9443 §2.1).</summary>
    private const byte FixedBit = 0x40, LongForm = 0x80;

    private readonly QuicProtocol _protocol;
    private readonly UdpFlow _flow;
    private readonly List<QuicConnection> _connections = [];

    /// <summary>Whether it was recognized by a key, and no packet since has told that it is QUIC.</summary>
    private bool _isInTheMiddle;

    /// <summary>The connection whose packets are read, which a fault ends.</summary>
    private QuicConnection _reading;

    public QuicFlow(QuicProtocol protocol, UdpFlow flow)
    {
        (_protocol, _flow) = (protocol, flow);
        _reading = Begin(place: null);
    }

    private QuicConnection Latest => _connections[^1];

    /// <summary>The latest connection that the server answered; if it answered none, the latest.</summary>
    private QuicConnection Answered => _connections.FindLast(connection => connection.IsAnswered) ?? Latest;

    public void OnDatagram(int side, in Datagram datagram)
    {
        ReadOnlySpan<byte> rest = datagram.Payload;
        bool isTruncated = datagram.PayloadLength > rest.Length;
        Observe(datagram.Time);
        // One datagram begins one connection, because its number is the connection's.
        bool mayBegin = Latest.Id < datagram.PacketNumber;
        while (!rest.IsEmpty)
        {
            // Datagrams may be padded after the last packet.
            if (rest[0] == 0 && rest.IndexOfAnyExcept((byte)0) < 0) break;
            int read = (rest[0] & LongForm) != 0
                ? ReadLong(side, rest, ref mayBegin, datagram)
                : ReadShort(side, rest, datagram);
            if (read == 0)
            {
                if (rest.Length == datagram.Payload.Length && (rest[0] & (LongForm | FixedBit)) == 0) Latest.OnOther();
                else _reading.OnRest(side, rest.Length, isTruncated, datagram.Position);
                break;
            }

            rest = rest[read..];
        }

        if (rest.Length < datagram.Payload.Length && (_isInTheMiddle || _flow.IsElsewhere(datagram))) _protocol.OnClaimed(datagram);
        // Once established, its memory changes little with a packet.
        if (!_reading.IsEstablished || _flow.Packets % PacketsPerMeasure == 0) _reading.Measure();
    }

    /// <summary>Reads a packet with a long header. Returns its length; 0 if it is malformed.</summary>
    private int ReadLong(int side, ReadOnlySpan<byte> rest, ref bool mayBegin, in Datagram datagram)
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(rest, 0, ref error);
        if (!reader.TryRead(out QuicPacketHeader packet) || packet.IsMalformed) return 0;
        _isInTheMiddle = false;
        if (FindLong(side, packet, out int from) is not QuicConnection owner)
        {
            if (mayBegin && QuicProtocol.MayBegin(packet) && BeginsAnother(packet)) BeginNext(datagram.Position);
            mayBegin = false;
            (owner, from) = (Latest, side);
        }
        else if (mayBegin && owner.Carrier == _flow && owner.MayBeginAgain && packet.Type == QuicPacketType.Initial &&
            owner.IsOtherVersion(packet))
        {
            BeginNext(datagram.Position, owner);
            (owner, from, mayBegin) = (Latest, side, false);
        }

        Read(owner, from, packet, datagram.Position);
        return packet.Packet.Length;
    }

    /// <summary>Hands a packet to its connection. A fault ends that one alone, which may be of another flow.</summary>
    private void Read(QuicConnection owner, int from, in QuicPacketHeader packet, in StreamPosition position)
    {
        _reading = owner;
        try
        {
            owner.OnPacket(from, packet, position);
        }
        catch (Exception e) when (owner.IsFault(e))
        {
            owner.OnFault(e);
        }
    }

    /// <summary>
    /// Whether a connection that an ID tells may be the packet's: short IDs, and those of several flows, tell it within the flow only.
    /// </summary>
    private bool MayOwn(in IdOwner<QuicConnection> owner) => owner.Connection.Carrier == _flow ||
        (ConnectionIds<QuicConnection>.MayTellMove(owner.Length) && !owner.IsShared);

    /// <summary>
    /// Whether a packet to an unknown ID begins another connection. The client goes on with an ID that the server chose, in packets that
    /// were not captured perhaps.
    /// </summary>
    private bool BeginsAnother(in QuicPacketHeader packet)
    {
        if (Latest.HasBothSides) return true;
        return packet.Type == QuicPacketType.Initial && packet.Token.IsEmpty && _protocol.BeginsItself(packet);
    }

    private QuicConnection? FindLong(int side, in QuicPacketHeader packet, out int from)
    {
        // The sender's ID may be known, although this receiver's is not: that of the other side is empty, or its packets were lost.
        if (FindHere(packet.DestinationId, isReceiver: true, out from) is QuicConnection to) return to;
        if (FindElsewhere(packet, out from) is QuicConnection moved) return moved;
        if (FindHere(packet.SourceId, isReceiver: false, out from) is QuicConnection source) return source;
        from = side;
        if (!Latest.IsBegun && !Latest.HasIds) return Latest;
        bool isToEmptyId = packet.DestinationId.IsEmpty && Latest.ShortIdLength(side) is 0;
        return isToEmptyId ? Latest : null;
    }

    /// <summary>Finds the connection of this flow that an ID belongs to, although one of another flow may have the same.</summary>
    private QuicConnection? FindHere(ReadOnlySpan<byte> id, bool isReceiver, out int from)
    {
        from = 0;
        if (id.IsEmpty) return null;
        foreach (QuicConnection connection in _connections)
        {
            if (connection.ReceiverOf(id) is not int receiver) continue;
            from = isReceiver ? 1 - receiver : receiver;
            return connection;
        }

        return null;
    }

    /// <summary>
    /// Finds the connection of another flow that a packet belongs to by its destination. A source tells none: clients may use one for
    /// several connections, to several servers or from several ports.
    /// </summary>
    private QuicConnection? FindElsewhere(in QuicPacketHeader packet, out int from)
    {
        from = 0;
        if (!_protocol.Ids.TryFind(packet.DestinationId, out IdOwner<QuicConnection> to) || !MayOwn(to)) return null;
        if (_protocol.BeginsItself(packet)) return null;
        from = 1 - to.Receiver;
        return to.Connection;
    }

    /// <summary>Reads a packet with a short header. Returns its length; 0 if it is of another protocol.</summary>
    private int ReadShort(int side, ReadOnlySpan<byte> rest, in Datagram datagram)
    {
        int from = side;
        QuicConnection owner = Answered;
        bool isFound = _protocol.Ids.TryFindAt(rest, 1, out IdOwner<QuicConnection> found);
        if (isFound && found.Connection.Carrier != _flow &&
            FindHere(rest.Slice(1, found.Length), isReceiver: true, out int here) is QuicConnection own)
        {
            (owner, from) = (own, here);
        }
        else if (isFound = isFound && MayOwn(found))
        {
            (owner, from) = (found.Connection, 1 - found.Receiver);
        }
        else
        {
            // The ID of a connection in the middle, or one that was issued in a packet that was not read.
            if (owner.ShortIdLength(side) is null && Find(owner, side, rest) is QuicInTheMiddle middle) owner.Recognize(side, middle);
            else if ((rest[0] & FixedBit) == 0 && owner.ShortIdLength(side) is not 0 && !owner.HasReset(side, rest)) return 0;
        }

        int length = isFound ? found.Length : owner.ShortIdLength(side) ?? 0;

        DecodeError error = default;
        QuicDatagramReader reader = new(rest, length, ref error);
        if (!reader.TryRead(out QuicPacketHeader packet) || packet.IsMalformed) return 0;
        if (!isFound && owner.IsReset(from, packet)) owner.OnReset(from, datagram.Position);
        else Read(owner, from, packet, datagram.Position);
        return packet.Packet.Length;
    }

    /// <summary>Searches the key log for the secret of a packet in the middle of a connection.</summary>
    private QuicInTheMiddle? Find(QuicConnection owner, int side, ReadOnlySpan<byte> packet)
    {
        QuicInTheMiddle? found = _protocol.Search.Find(packet, owner.Expected(side));
        if (_protocol.Search.CutShort is not (false, false)) owner.OnSearchCutShort(_protocol.Search.CutShort.All);
        return found;
    }

    /// <summary>Begins the next connection.</summary>
    /// <param name="position">Its first packet.</param>
    /// <param name="refused">The attempt that it repeats in another version; <c>null</c> to look at the latest.</param>
    private void BeginNext(in StreamPosition position, QuicConnection? refused = null)
    {
        SessionPlace place = new(Latest.Id, position);
        if (refused is null && Latest.IsVersionRefused) refused = Latest;
        if (refused is not null)
        {
            // It gives up its connection IDs, which the next attempt may use again.
            refused.End(isFollowed: true);
            _connections.Remove(refused);
        }
        else if (_connections.Count == MaxConnections)
        {
            EndLeast();
        }

        _reading = Begin(place);
    }

    /// <summary>
    /// Ends a connection to make room: rather one that the server has not answered, because everyone can forge a client's first packet.
    /// </summary>
    private void EndLeast()
    {
        int least = Math.Max(0, _connections.FindIndex(connection => !connection.IsAnswered));
        _connections[least].End(isFollowed: true);
        _connections.RemoveAt(least);
    }

    private QuicConnection Begin(SessionPlace? place)
    {
        QuicConnection connection = _protocol.CreateConnection(_flow, place);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Recognizes a connection in the middle, which the flow's first datagram belongs to.</summary>
    public void Recognize(QuicInTheMiddle middle)
    {
        _isInTheMiddle = true;
        Latest.Recognize(side: 0, middle);
    }

    public bool HasWaiting => _connections.Exists(connection => connection.HasWaitingData);

    public void Observe(CaptureTime now)
    {
        foreach (QuicConnection connection in _connections) connection.Observe(now);
    }

    public bool IsFault(Exception exception) => _reading.IsFault(exception);

    public void OnFault(Exception exception)
    {
        foreach (QuicConnection connection in _connections) connection.OnFault(exception);
    }

    public void OnEnd()
    {
        for (int i = 0; i < _connections.Count; i++) _connections[i].End(isFollowed: i < _connections.Count - 1);
    }
}
