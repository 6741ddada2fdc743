using TlsDissect.Connections.Datagrams;
using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Quic;

/// <summary>
/// The state machine of one QUIC connection (RFC 9000, RFC 9001). The encryption levels are the epochs of TLS 1.3: Initial packets have
/// public keys and count as sent in the clear, 0-RTT, Handshake and 1-RTT packets are read with the keys of their epoch.
/// </summary>
/// <remarks>
/// Frames are read in the order of arrival, because CRYPTO and STREAM frames have offsets. Data of streams is handed on in the order of the
/// packet numbers, so that datagrams that overtook others change nothing.
/// </remarks>
#pragma warning disable CA1001 // Its disposable parts are released in Release.
internal sealed partial class QuicConnection : DatagramConnection, IPlaintextReceiver
{
    private readonly ConnectionIds<QuicConnection> _ids;
    private readonly QuicSide[] _sides;
    private readonly PlaintextOrder.Limits _limits;
    private readonly byte[] _plaintext;

    /// <summary>Whether messages came, so that packets that wait may be read.</summary>
    private bool _hasNews;

    /// <summary>Number of bytes of the packet that was decrypted last, if others follow it; otherwise 0.</summary>
    private int _consumed;

    /// <summary>Creates a connection.</summary>
    /// <param name="context">Shared by the dissector's connections.</param>
    /// <param name="flow">The datagrams that carry it.</param>
    /// <param name="place">Its place among the connections of the flow; <c>null</c> for the first.</param>
    /// <param name="ids">The connection IDs of the dissector's connections.</param>
    /// <param name="strays">The datagrams that may be its own.</param>
    public QuicConnection(DissectorContext context, UdpFlow flow, SessionPlace? place, ConnectionIds<QuicConnection> ids,
        StrayDatagrams strays)
        : base(context, flow, place, new QuicStatistics(), context.DatagramPlaintext)
    {
        (_ids, _strays, _plaintext, Carrier) = (ids, strays, context.DatagramPlaintext, flow);
        _sides = [new(0, context.Options.Handshake.MaxMessageLength), new(1, context.Options.Handshake.MaxMessageLength)];
        _limits = new PlaintextOrder.Limits(context.Options.MaxWaitingBytes, (long)context.Options.Tcp.ReorderWindowTime.TotalNanoseconds);
        _streams = new QuicStreams(context.Options.Quic, this);
    }

    /// <summary>The datagrams that carry it.</summary>
    public UdpFlow Carrier { get; }

    internal QuicStatistics Counts => Summary.Quic!;

    /// <summary>Both directions.</summary>
    internal Direction[] BothDirections => Directions;

    /// <summary>The packet of the last packet of a side.</summary>
    internal StreamPosition LastOf(int side) => LastOfSide[side];

    /// <summary>Whether hashes of its data are wanted.</summary>
    internal bool IsHashed => Context.Options.IsHashed(Summary.Id);

    /// <summary>Reads a packet with a readable header.</summary>
    public void OnPacket(int side, in QuicPacketHeader packet, in StreamPosition position)
    {
        if (!IsReading) return;
        LastOfSide[side] = position;
        _sides[side].HasSent = true;
        Secrets.Services.Trials.Earn(packet.Packet.Length);
        switch (packet.Type)
        {
            case QuicPacketType.VersionNegotiation:
                OnVersionNegotiation(side, packet);
                break;
            case QuicPacketType.Retry:
                OnRetry(side, packet);
                break;
            case QuicPacketType.Unknown:
                OnUnknownVersion(side, packet, position);
                break;
            default:
                NoteVersion(packet);
                NoteIds(side, packet);
                Read(side, EpochOf(packet.Type), packet, position);
                break;
        }
    }

    private static int EpochOf(QuicPacketType type) => (int)(type switch
    {
        QuicPacketType.Initial => Epoch.Initial,
        QuicPacketType.ZeroRtt => Epoch.EarlyData,
        QuicPacketType.Handshake => Epoch.Handshake,
        _ => Epoch.Application,
    });

    private void Read(int side, int epoch, in QuicPacketHeader packet, in StreamPosition position)
    {
        if (epoch == (int)Epoch.Application)
        {
            _sides[side].HasSentOneRtt = true;
            ReleaseInitialKeys();
        }

        if (!TryRead(side, epoch, packet, position)) Wait(side, epoch, packet, position);
        if (!_hasNews) return;
        _hasNews = false;
        Drain();
    }

    protected override bool TryRead(WaitingDatagrams.HeldRecord held)
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(held.Bytes, held.ConnectionIdLength, ref error);
        return !reader.TryRead(out QuicPacketHeader packet) || TryRead(held.Side, held.Epoch, packet, held.Position);
    }

    /// <summary>
    /// Reads a packet, and those behind it in a larger datagram. Returns <c>false</c> if it has to wait for keys.
    /// </summary>
    private bool TryRead(int side, int epoch, in QuicPacketHeader packet, in StreamPosition position)
    {
        if (!TryReadOne(side, epoch, packet, position, out int consumed)) return false;
        if (consumed > 0) ReadParts(side, packet.Packet[consumed..], packet.DestinationId.Length, position);
        return true;
    }

    private void ReadParts(int side, ReadOnlySpan<byte> rest, int idLength, in StreamPosition position)
    {
        while (!rest.IsEmpty)
        {
            DecodeError error = default;
            QuicDatagramReader reader = new(rest, idLength, ref error);
            if (!reader.TryRead(out QuicPacketHeader next) || next.IsMalformed || next.NumberOffset == 0) return;
            int epoch = EpochOf(next.Type);
            if (!TryReadOne(side, epoch, next, position, out int consumed)) Wait(side, epoch, next, position);
            rest = rest[(consumed > 0 ? consumed : next.Packet.Length)..];
        }
    }

    private void Wait(int side, int epoch, in QuicPacketHeader packet, in StreamPosition position)
    {
        if (epoch == (int)Epoch.Application) AwaitStrays();
        Hold(new()
        {
            Side = side,
            Epoch = epoch,
            Header = packet.Packet,
            ConnectionIdLength = packet.DestinationId.Length,
            Position = position,
        });
    }

    /// <summary>Reads a packet by the state of its epoch. Returns <c>false</c> if it has to wait for keys.</summary>
    private bool TryReadOne(int side, int epoch, in QuicPacketHeader packet, in StreamPosition position, out int consumed)
    {
        consumed = 0;
        _reading = packet.Version ?? _version ?? HeaderVersion ?? QuicVersion.V1;
        Direction direction = Directions[side];
        direction.Select(epoch);
        if (epoch == (int)Epoch.Initial) return TryReadInitial(direction, packet, position);
        TlsRecord record = new(
            new RecordHeader(ContentType.ApplicationData, ProtocolVersion.Tls12, packet.Packet.Length), packet.Packet, position)
        { SentHeader = packet.Packet[..packet.NumberOffset] };
        // Packets that waited may be read meanwhile.
        int outer = _consumed;
        _consumed = 0;
        bool isRead = true;
        if (direction.State == ReadState.Protected) ReadProtected(direction, record);
        else if (direction.State == ReadState.AwaitingKeys) isRead = TryKeys(direction, record);
        else CountOpaque(direction, record);
        consumed = _consumed;
        _consumed = outer;
        return isRead;
    }

    protected override void OnDecrypted(Direction direction, in TlsRecord record, in DecryptedRecord decrypted)
    {
        _consumed = decrypted.Consumed;
        QuicSide side = _sides[direction.Side];
        EpochRecords space = side.SpaceOf(direction.WireEpoch);
        if (space.Window.IsSeenBefore(decrypted.Number))
        {
            Counts.Repeated++;
            return;
        }

        direction.Decrypted++;
        direction.MarkProtected();
        Mark(space, decrypted.Number);
        if (direction.WireEpoch != (int)Epoch.Application) OnVersionAuthenticated(_reading);
        TakePath(record.Position);
        if (_isInTheMiddle && direction.Epoch == Epoch.Application) AddId(1 - direction.Side, record.SentHeader[1..]);
        if (direction.Decryptor is QuicRecordDecryptor { Generation: > 0 and int updates }) side.KeyUpdates = updates;
        PacketRead packet = new(direction, direction.WireEpoch, record.Position, decrypted.Consumed > 0 ? decrypted.Consumed
            : record.Fragment.Length);
        if (packet.Epoch == (int)Epoch.Handshake)
        {
            ReadFrames(packet, decrypted.Plaintext, takesData: false);
            return;
        }

        space.Order ??= new PlaintextOrder(side.Side, packet.Epoch, this, _limits);
        bool isEarly = space.Order.IsEarly(decrypted.Number);
        bool hasData = ReadFrames(packet, decrypted.Plaintext, takesData: !isEarly);
        if (hasData && isEarly) space.Order.Add(decrypted.Number, decrypted.Plaintext, packet.Length, packet.Position);
        else space.Order.Pass(decrypted.Number, packet.Position);
    }

    /// <summary>Handles a packet that does not authenticate: a stateless reset, or a forged or damaged one.</summary>
    protected override void OnUndecrypted(Direction direction, in TlsRecord record)
    {
        if (TryReset(direction, record) || TryLaterNumbers(direction, record)) return;
        direction.Undecrypted++;
        if (direction.Epoch == Epoch.Application) Report().OnOpaqueRecord(direction.Sender, record.Header.Length, record.Position);
        Report().OnGap(direction.Sender, 0, record.Position);
    }

    protected override void CountOpaque(Direction direction, in TlsRecord record)
    {
        if (_sides[direction.Side].SpaceOf(direction.WireEpoch).IsCopy(0, record.Fragment))
        {
            Counts.Repeated++;
            return;
        }

        direction.Undecrypted++;
        direction.MarkProtected();
        TakePath(record.Position);
        if ((Epoch)direction.WireEpoch == Epoch.Handshake)
        {
            Handshakes().OnOpaqueHandshake(direction, record.Header with { Type = ContentType.Handshake }, record.Position);
            return;
        }

        Report().OnOpaqueRecord(direction.Sender, record.Header.Length, record.Position);
        if ((Epoch)direction.WireEpoch == Epoch.Application) Handshakes().OnOpaqueData(direction, record.Position);
    }

    /// <summary>Assigns an epoch to the handshake, once its hellos are read. They may come after packets that overtook them.</summary>
    protected override bool TryBind(Direction direction, in TlsRecord record)
    {
        bool mayHellosCome = !IsEnding && !_isInTheMiddle && direction.WireEpoch != (int)Epoch.EarlyData &&
            Waiting.CountOf(direction.Side, direction.WireEpoch) < MaxOvertaken;
        if (mayHellosCome && Handshakes().Current is not { ServerHello: not null }) return false;
        if (Handshakes().Current is not Handshakes.Handshake handshake) return true;
        Epoch epoch = (Epoch)direction.WireEpoch;
        if (direction.Handshake is null || direction.Epoch != epoch) direction.AwaitKeys(handshake, epoch);
        return true;
    }

    protected override int MaxOvertaken => PlaintextOrder.Window;

    /// <summary>The type of a packet tells its epoch, even before a hello does.</summary>
    protected override Epoch EpochOf(Direction direction) => (Epoch)direction.WireEpoch;

    protected override QuicVersion? QuicVersionOf(Direction direction) => _reading;
}
