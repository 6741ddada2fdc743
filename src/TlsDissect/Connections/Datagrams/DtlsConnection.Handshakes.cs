using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <content>Handshake messages in order, and what they change.</content>
internal sealed partial class DtlsConnection
{
    IDirectionView IHandshakeEvents.DirectionOf(Sender sender) => DirectionOf(sender);

    /// <summary>A datagram before the first one captured may have been lost.</summary>
    public bool IsStartSeen(int side) => false;

    public bool HasWaiting(int side) => _waiting.Has(side);

    /// <summary>Keys belong to an epoch, whose first record asks for them.</summary>
    public void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch) { }

    public void OnKeysTakenBack(Sender sender) { }

    /// <summary>The next traffic secret belongs to the next epoch (RFC 9147 §8), whose first record asks for it.</summary>
    public void OnKeyUpdate(Sender sender, Handshake handshake) { }

    public void OnBeginAgain()
    {
        _secrets.Forget();
        foreach (Direction direction in _directions) direction.BeginAgain();
        foreach (DtlsSide side in _sides)
            (side.MessageEpoch, side.HandshakeEpoch, side.ChangedAfter, side.EarlyKeyChange) = (0, 0, -1, null);
    }

    public void OnUnrepeatable() { }

    /// <summary>Reads the fragments of a record.</summary>
    private void OnHandshake(in Arrival arrival, ReadOnlySpan<byte> fragments)
    {
        DtlsSide side = _sides[arrival.Direction.Side];
        int epoch = _directions[side.Side].WireEpoch;
        // Once messages came under keys, earlier epochs only repeat earlier messages.
        if (epoch < side.MessageEpoch)
        {
            Counts.Retransmitted++;
            return;
        }

        // A renegotiation counts its messages from 0 again (RFC 6347 §4.2.2).
        if (epoch > side.HandshakeEpoch && DatagramHello.IsFirst(fragments) && _handshakes.Current is not { IsTls13: true })
        {
            side.HandshakeEpoch = epoch;
            side.Joiner.Begin(0);
        }

        long repeats = side.Joiner.Repeats;
        if (side.Joiner.Add(fragments, epoch) == FragmentOutcome.Malformed && arrival.IsProtected)
            _report.Note("a handshake fragment is malformed, or contradicts another one");
        Counts.Retransmitted += side.Joiner.Repeats - repeats;
        side.WaitingSince = side.HasWaitingMessages ? side.WaitingSince ?? arrival.Position.Time : null;
        if (Deliver(side, arrival.Position)) Drain();
        _directions[side.Side].Select(epoch);
    }

    /// <summary>
    /// Hands on the messages that are whole and in order, each under the keys that it came with. Returns whether there were any.
    /// </summary>
    private bool Deliver(DtlsSide side, in StreamPosition position)
    {
        bool any = false;
        while (side.Joiner.TryTake(out RawHandshake message, out int sequence))
        {
            any = true;
            Arrival arrival = Arrive(side, sequence, position);
            if (sequence == 0 && message.Type == HandshakeType.ClientHello) Counts.SeenStart = true;
            if (message.Type == HandshakeType.HelloVerifyRequest) Counts.IsCookieExchanged = true;
            _handshakes.OnDatagramMessage(arrival, message);
            if (message.Type == HandshakeType.ServerHello) UseConnectionIds();
        }

        return any;
    }

    /// <summary>Selects the epoch of the message taken last. A change_cipher_spec before that epoch is read first.</summary>
    private Arrival Arrive(DtlsSide side, int sequence, in StreamPosition position)
    {
        int epoch = side.MessageEpoch = side.Joiner.TakenEpoch;
        if (side.EarlyKeyChange?.Epoch < epoch) TakeKeyChange(side);
        Direction direction = _directions[side.Side];
        direction.Select(epoch);
        return new Arrival(direction, position, IsProtected: epoch > 0) { Sequence = sequence };
    }

    /// <summary>The records to each side have the connection ID that it asked for, if both hellos have one (RFC 9146 §3).</summary>
    private void UseConnectionIds()
    {
        if (Counts is not { ClientConnectionId: { } ofClient, ServerConnectionId: { } ofServer }) return;
        _sides[DirectionOf(Sender.Server).Side].ConnectionIdLength = ofClient.Length;
        _sides[DirectionOf(Sender.Client).Side].ConnectionIdLength = ofServer.Length;
    }

    /// <summary>
    /// Reads a change_cipher_spec. One that overtook records before it waits for them, because its place among the messages matters.
    /// </summary>
    private void OnChangeCipherSpec(in Arrival arrival, ReadOnlySpan<byte> body)
    {
        DtlsSide side = _sides[arrival.Direction.Side];
        int epoch = _directions[side.Side].WireEpoch;
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
        _handshakes.OnChangeCipherSpec(arrival, body);
        if (_handshakes.Current?.ChangedCipherSpec[(int)arrival.Sender] == true) side.ChangedAfter = epoch;
    }

    /// <summary>Reads a change_cipher_spec that waited for records before it, because records after it are read now.</summary>
    private void TakeKeyChange(DtlsSide side)
    {
        if (side.EarlyKeyChange is not var (body, epoch, position)) return;
        side.EarlyKeyChange = null;
        Direction direction = _directions[side.Side];
        int selected = direction.WireEpoch;
        direction.Select(epoch);
        Change(side, new Arrival(direction, position, IsProtected: epoch > 0), epoch, body);
        direction.Select(selected);
    }

    /// <summary>Gives up the messages that are missing, because the handshake has gone on without them.</summary>
    private void GiveUpMessages(DtlsSide side)
    {
        while (side.HasWaitingMessages)
        {
            if (_handshakes.Current is { IsComplete: false } handshake) handshake.IsDamaged = true;
            if (side.Joiner.TryTakeTruncated(out RawHandshake start, out int sequence))
                _handshakes.OnTruncatedDatagramMessage(Arrive(side, sequence, side.Last), start);
            else side.Joiner.Skip();
            Deliver(side, side.Last);
        }

        side.WaitingSince = null;
        Drain();
    }
}
