using TlsDissect.Connections.Datagrams;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Secrets;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Quic;

/// <summary>Recognizes flows of QUIC by their content, on any port.</summary>
/// <param name="context">Shared by the dissector's connections.</param>
/// <param name="member">The dissector among others that read the same input; <c>null</c> if it is alone.</param>
internal sealed class QuicProtocol(DissectorContext context, SharedSessions.Member? member) : IDatagramProtocol
{
    /// <summary>The smallest datagram with a client's first packet (RFC 9000 §14.1).</summary>
    private const int SmallestFirst = 1200;

    private const byte LongForm = 0x80;

    /// <summary>What the last datagram was recognized as, if its connection has begun before.</summary>
    private QuicInTheMiddle? _middle;

    /// <summary>The connection IDs of the dissector's connections.</summary>
    public ConnectionIds<QuicConnection> Ids { get; } = new(member);

    /// <summary>Datagrams that connections may turn out to own.</summary>
    public StrayDatagrams Strays { get; } = new(context.Options.MaxWaitingBytes, context.Memory);

    /// <summary>Recognizes connections in the middle.</summary>
    public MidStreamSearch Search { get; } = new(context);

    /// <summary>Buffer for a decrypted packet.</summary>
    public byte[] Buffer => context.DatagramPlaintext;

    public bool MayMove => Ids.MayMove || Strays.IsAwaited;

    public bool Begins(in Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        _middle = null;
        if (payload.Length < QuicPacketHeader.SmallestReset) return false;
        if ((payload[0] & LongForm) == 0)
        {
            _middle = Search.FindFirst(datagram);
            return _middle is not null;
        }

        DecodeError error = default;
        QuicDatagramReader reader = new(payload, 0, ref error);
        if (!reader.TryRead(out QuicPacketHeader packet)) return false;
        if (packet.Type == QuicPacketType.Unknown)
            return !packet.IsMalformed && payload.Length >= SmallestFirst && QuicVersion.IsReserved(packet.VersionNumber);
        bool isWhole = !packet.IsMalformed || datagram.PayloadLength > payload.Length;
        return isWhole && packet.HasFixedBit && MayBegin(packet);
    }

    /// <summary>Whether a packet may be the first one captured of a connection.</summary>
    public static bool MayBegin(in QuicPacketHeader packet) => packet.Version is not null &&
        packet.Type is QuicPacketType.Initial or QuicPacketType.ZeroRtt or QuicPacketType.Handshake;

    public bool IsFollowedElsewhere(in Datagram datagram) => IsLong(datagram.Payload)
        ? Ids.IsFollowedElsewhere(LongHeaderId(datagram.Payload)) && !BeginsItself(datagram.Payload)
        : Ids.IsFollowedElsewhere(datagram.Payload, offset: 1);

    public UdpFlow? FindMoved(in Datagram datagram, out int side)
    {
        side = 0;
        ReadOnlySpan<byte> payload = datagram.Payload;
        // A short header has no more bits of its own than a record of DTLS allows, and its ID may be chosen to look like one.
        if (DtlsHeader.StartsRecord(payload, datagram.PayloadLength)) return null;
        bool isFound = IsLong(payload)
            ? Ids.TryFind(LongHeaderId(payload), out IdOwner<QuicConnection> owner)
            : Ids.TryFindAt(payload, 1, out owner);
        if (!isFound || !ConnectionIds<QuicConnection>.MayTellMove(owner.Length)) return null;
        // Clients may choose the same ID, and a connection does not move before its handshake is over (RFC 9000 §9).
        if (IsLong(payload) ? Ids.IsShared(LongHeaderId(payload)) || BeginsItself(payload) : Ids.IsShared(payload.Slice(1, owner.Length)))
            return null;
        side = 1 - owner.Receiver;
        owner.Connection.OnMoved(side, datagram.Source, datagram.Destination, datagram.PacketNumber);
        return owner.Connection.Carrier;
    }

    /// <summary>Notes a datagram of a connection that nothing else tells.</summary>
    public void OnClaimed(in Datagram datagram) => context.Claims?.OnClaimed(datagram);

    public void OnStray(in Datagram datagram)
    {
        if (Strays.MayKeep(datagram) && !Ids.IsFollowedElsewhere(datagram.Payload, offset: 1)) Strays.Keep(datagram);
    }

    /// <summary>
    /// Whether a packet is a client's first one: the keys that follow from its own destination connection ID decrypt it.
    /// </summary>
    public bool BeginsItself(in QuicPacketHeader packet)
    {
        using InitialKeys keys = new();
        if (packet.Type == QuicPacketType.Initial) return keys.DecryptFirst(packet, Buffer).IsAuthenticated;
        if (packet.Type != QuicPacketType.Unknown || !QuicVersion.IsReserved(packet.VersionNumber)) return false;
        DecodeError error = default;
        QuicDatagramReader reader = new(packet.Packet, 0, ref error) { ReservedAs = QuicVersion.V1 };
        return reader.TryRead(out QuicPacketHeader initial) && initial is { IsMalformed: false, Type: QuicPacketType.Initial } &&
            keys.Guess(initial, Buffer) is not null;
    }

    private bool BeginsItself(ReadOnlySpan<byte> datagram)
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 0, ref error);
        return reader.TryRead(out QuicPacketHeader packet) && !packet.IsMalformed && BeginsItself(packet);
    }

    private static bool IsLong(ReadOnlySpan<byte> datagram) => !datagram.IsEmpty && (datagram[0] & LongForm) != 0;

    /// <summary>
    /// The destination connection ID of a long header, which is at the same place in all versions (RFC 8999 §5.1); empty if the datagram is
    /// too short.
    /// </summary>
    private static ReadOnlySpan<byte> LongHeaderId(ReadOnlySpan<byte> datagram)
    {
        const int LengthOffset = 5;
        return datagram.Length > LengthOffset && datagram.Length > LengthOffset + datagram[LengthOffset]
            ? datagram.Slice(LengthOffset + 1, datagram[LengthOffset])
            : default;
    }

    public IDatagramConsumer Create(UdpFlow flow)
    {
        QuicFlow created = new(this, flow);
        if (_middle is not null) created.Recognize(_middle);
        return created;
    }

    /// <summary>Creates a connection of a flow.</summary>
    public QuicConnection CreateConnection(UdpFlow flow, SessionPlace? place) =>
        new(context, flow, place, Ids, Strays);
}
