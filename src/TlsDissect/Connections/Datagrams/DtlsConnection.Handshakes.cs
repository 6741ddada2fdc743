using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;

namespace TlsDissect.Connections.Datagrams;

/// <content>Handshake messages in order, and what they change.</content>
internal sealed partial class DtlsConnection
{
    public override void OnBeginAgain()
    {
        Secrets.Forget();
        foreach (Direction direction in Directions) direction.BeginAgain();
        foreach (DtlsSide side in _sides) (side.MessageEpoch, side.ChangedAfter, side.EarlyKeyChange) = (0, -1, null);
        _otherRandom = OtherRandom.None;
    }

    /// <summary>Reads the fragments of a record.</summary>
    private void OnHandshake(in Arrival arrival, ReadOnlySpan<byte> fragments)
    {
        DtlsSide side = _sides[arrival.Direction.Side];
        int epoch = Directions[side.Side].WireEpoch;
        // Once messages came under keys, earlier epochs only repeat earlier messages.
        if (epoch < side.MessageEpoch)
        {
            Counts.Retransmitted++;
            return;
        }

        DatagramJoiner joiner = IsOfLater(side, epoch, fragments) ? side.Later(epoch) : side.Joiner;
        long repeats = joiner.Repeats;
        if (joiner.Add(fragments, epoch, arrival.Position) == FragmentOutcome.Malformed && arrival.IsProtected)
            Report().Note("a handshake fragment is malformed, or contradicts another one");
        Counts.Retransmitted += joiner.Repeats - repeats;
        bool any = Deliver();
        if (ChooseRivals()) any = true;
        foreach (DtlsSide each in _sides)
            each.WaitingSince = each.HasWaitingMessages ? each.WaitingSince ?? arrival.Position.Time : null;
        if (any) Drain();
        Directions[side.Side].Select(epoch);
    }

    /// <summary>
    /// Whether fragments belong to a renegotiation that is still to be read. In the epoch that the present handshake begins, only its
    /// Finished comes.
    /// </summary>
    private bool IsOfLater(DtlsSide side, int epoch, ReadOnlySpan<byte> fragments)
    {
        if (epoch <= side.HandshakeEpoch || fragments.IsEmpty || Directions[side.Side].Epoch != Epoch.Initial) return false;
        if (Handshakes().Current is { IsTls13: true }) return false;
        return epoch > side.HandshakeEpoch + 1 || (HandshakeType)fragments[0] != HandshakeType.Finished;
    }

    /// <summary>Hands on the messages that are whole and in order, each under the keys that it came with.</summary>
    /// <returns>Whether there were any.</returns>
    private bool Deliver()
    {
        bool any = false, more;
        do
        {
            more = Deliver(_sides[0]) | Deliver(_sides[1]);
            any |= more;
        }
        while (more);
        return any;
    }

    private bool Deliver(DtlsSide side)
    {
        bool any = false;
        while (!IsHeld(side) && side.Joiner.TryTake(out RawHandshake message, out int sequence))
        {
            any = true;
            OnMessage(side, message, sequence, isTruncated: false);
            if (side.Read.IsFinished) side.BeginLater();
        }

        side.HeldSince = IsHeld(side) || (side.HasLater && !any) ? side.HeldSince ?? _records : null;
        bool isOver = side.Read.IsFinished || (_lifted != Lifted.None && !side.Joiner.HasWaiting);
        return any || (isOver && side.BeginLater() && Deliver(side));
    }

    /// <summary>Reads a message. A change_cipher_spec before its epoch is read first.</summary>
    private void OnMessage(DtlsSide side, in RawHandshake message, int sequence, bool isTruncated)
    {
        int epoch = side.Joiner.TakenEpoch;
        // One that overtook others had to wait for them.
        StreamPosition position = side.Joiner.TakenAt.Packet > side.MessageAt.Packet ? side.Joiner.TakenAt : side.MessageAt;
        side.MessageAt = position;
        side.MessageEpoch = epoch;
        if (side.EarlyKeyChange?.Epoch < epoch) TakeKeyChange(side);
        Direction direction = Directions[side.Side];
        direction.Select(epoch);
        Arrival arrival = new(direction, position, IsProtected: epoch > 0) { Sequence = sequence };
        if (epoch == 0 && sequence == 0 && message.Type == HandshakeType.ClientHello) Counts.SeenStart = true;
        if (message.Type == HandshakeType.HelloVerifyRequest) Counts.IsCookieExchanged = true;
        if (_isReadAgain) TakeBackViolation(arrival, message);
        if (isTruncated) Handshakes().OnTruncatedDatagramMessage(arrival, message);
        else Handshakes().OnDatagramMessage(arrival, message);
        if (message.Type == HandshakeType.ClientHello) OnHelloRead();
        side.Read = side.Read.With(DatagramMessage.TypeOf(message));
        if (message.Type == HandshakeType.ServerHello) UseServerHello();
        if (message.Type == HandshakeType.NewConnectionId && epoch > 0) OnNewConnectionIds(side.Side, message);
    }

    /// <summary>Notes what the hello that counts now shows. Only a server that asked for it gives a cookie.</summary>
    private void OnHelloRead()
    {
        if (Handshakes().Current is not Handshake handshake) return;
        if (handshake.OtherRandom != OtherRandom.None) _otherRandom = handshake.OtherRandom;
        if (handshake.ClientHello is { LegacyCookie.Length: > 0 }) Counts.IsCookieExchanged = true;
    }

    /// <summary>Takes back a violation by a message that is read now. A HelloRetryRequest has two names.</summary>
    private void TakeBackViolation(in Arrival arrival, in RawHandshake message)
    {
        HandshakeType type = DatagramMessage.TypeOf(message);
        Report().TakeBackViolation(arrival.Sender, type.RegisteredName(), arrival.Position, message.Length);
        if (type == message.Type) return;
        Report().TakeBackViolation(arrival.Sender, message.Type.RegisteredName(), arrival.Position, message.Length);
    }

    private void UseServerHello()
    {
        bool isDraft = Handshakes().Current is { Version: ProtocolVersions.DraftDtls10 };
        foreach (DtlsSide each in _sides) each.Joiner.CountsKeyChanges = isDraft;
        UseConnectionIds();
    }

    /// <summary>The records to each side have the connection ID that it asked for, if both hellos have one (RFC 9146 §3).</summary>
    private void UseConnectionIds()
    {
        if (Counts is not { ClientConnectionId: { } ofClient, ServerConnectionId: { } ofServer }) return;
        (int client, int server) = (DirectionOf(Sender.Client).Side, DirectionOf(Sender.Server).Side);
        _sides[server].ConnectionIdLength = ofClient.Length;
        _sides[client].ConnectionIdLength = ofServer.Length;
        AddId(client, ofClient.Span);
        AddId(server, ofServer.Span);
    }

    /// <summary>The records to the sender have one of these from now on (RFC 9147 §9), and until then the one before.</summary>
    private void OnNewConnectionIds(int receiver, in RawHandshake message)
    {
        HandshakeMessage? parsed = HandshakeParser.Parse(message.Type, message.Body, default, out _);
        if (parsed is not NewConnectionId { ConnectionIds: [var id, ..] ids }) return;
        DtlsSide sender = _sides[1 - receiver];
        if (id.Length > 0 && id.Length != sender.ConnectionIdLength) sender.OtherConnectionIdLength = id.Length;
        foreach (ReadOnlyMemory<byte> added in ids) AddId(receiver, added.Span);
    }

    /// <summary>
    /// Reads a record if it decrypts with a length of its connection ID that a message announced, and not with the one before.
    /// </summary>
    public bool TryOtherConnectionId(int side, ref ReadOnlySpan<byte> datagram, in StreamPosition position)
    {
        if (_sides[side] is not { OtherConnectionIdLength: > 0 and int other } sender) return false;
        ReadOnlySpan<byte> rest = datagram;
        int present = sender.ConnectionIdLength;
        bool isRead = DtlsRecordReader.TryRead(ref rest, present, out DtlsRecord record) && TryDecrypt(side, record, position);
        if (!isRead)
        {
            rest = datagram;
            isRead = DtlsRecordReader.TryRead(ref rest, other, out record) && TryDecrypt(side, record, position);
            if (isRead) (sender.ConnectionIdLength, sender.OtherConnectionIdLength) = (other, present);
        }

        if (isRead) datagram = rest;
        return isRead;
    }

    /// <summary>
    /// Reads a change_cipher_spec. One that overtook records before it waits for them, because its place among the messages matters.
    /// </summary>
    private void OnChangeCipherSpec(in Arrival arrival, ReadOnlySpan<byte> body)
    {
        DtlsSide side = _sides[arrival.Direction.Side];
        int epoch = Directions[side.Side].WireEpoch;
        if (side.ChangedAfter >= epoch)
        {
            Counts.Retransmitted++;
            return;
        }

        if (side.HasWaitingMessages) side.EarlyKeyChange ??= (body.ToArray(), epoch, arrival.Position);
        else Change(side, arrival, epoch, body);
    }

    /// <summary>Reads a change_cipher_spec. One that is refused may be forged, so the next is not a repeat of it.</summary>
    private void Change(DtlsSide side, in Arrival arrival, int epoch, ReadOnlySpan<byte> body)
    {
        if (_isReadAgain)
            Report().TakeBackViolation(arrival.Sender, HandshakeNames.ChangeCipherSpec, arrival.Position, body.Length);
        if (epoch == 0 && !IsSettled) _sides[arrival.Direction.Side].KeyChange = (body.ToArray(), epoch, arrival.Position);
        Handshakes().OnChangeCipherSpec(arrival, body);
        if (Handshakes().Current?.ChangedCipherSpec[(int)arrival.Sender] == true) side.ChangedAfter = epoch;
    }

    /// <summary>Reads a change_cipher_spec that waited for records before it, because records after it are read now.</summary>
    private void TakeKeyChange(DtlsSide side)
    {
        if (side.EarlyKeyChange is not var (body, epoch, position)) return;
        side.EarlyKeyChange = null;
        Direction direction = Directions[side.Side];
        int selected = direction.WireEpoch;
        direction.Select(epoch);
        Change(side, new Arrival(direction, position, IsProtected: epoch > 0), epoch, body);
        direction.Select(selected);
    }
}
