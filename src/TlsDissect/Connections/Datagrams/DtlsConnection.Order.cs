using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;

namespace TlsDissect.Connections.Datagrams;

/// <content>
/// The order of the messages of both sides. Datagrams of one side may come before those of the other that they answer, so a whole message
/// waits for the one that it answers, if that is likely to come.
/// </content>
internal sealed partial class DtlsConnection
{
    /// <summary>Number of records that may come before the message that others answer.</summary>
    private const int MaxHeld = 64;

    /// <summary>Number of records that came.</summary>
    private long _records;

    /// <summary>Which messages do not wait for those that they answer, because these will not come.</summary>
    private Lifted _lifted;

    private enum Lifted
    {
        None,
        Hellos,
        All,
    }

    /// <summary>Whether the next message of a side is whole, and answers one that did not come yet.</summary>
    private bool IsHeld(DtlsSide side)
    {
        if (_lifted == Lifted.All || !side.Joiner.TryPeek(out HandshakeType type, out int epoch)) return false;
        if (_lifted == Lifted.Hellos && (IsAnswer(type) || type == HandshakeType.ClientHello)) return false;
        DtlsSide other = _sides[1 - side.Side];
        // The answer to a hello of a renegotiation.
        if (other.HandshakeEpoch < side.HandshakeEpoch) return IsAnswer(type);
        bool isAnswered = other.HandshakeEpoch > side.HandshakeEpoch || side.Read.IsAnswered || other.Read.IsAnswered;
        return type switch
        {
            HandshakeType.ClientHello => !isAnswered && side.Read.Hellos > other.Read.Answers,
            _ when IsAnswer(type) => !isAnswered && other.Read.Hellos <= side.Read.Answers,
            HandshakeType.Certificate or HandshakeType.ClientKeyExchange or HandshakeType.CertificateVerify =>
                epoch == side.HandshakeEpoch && side.Read.Hellos > 0 && other.HandshakeEpoch == side.HandshakeEpoch &&
                    !other.Read.IsFlightDone && Handshakes().Current is not { IsTls13: true },
            _ => false,
        };
    }

    private static bool IsAnswer(HandshakeType type) =>
        type is HandshakeType.HelloVerifyRequest or HandshakeType.HelloRetryRequest or HandshakeType.ServerHello;

    /// <summary>Number of records that may come before the ServerHello.</summary>
    private const int MaxBeforeHello = 16;

    /// <summary>When a record under keys came before the ServerHello.</summary>
    private CaptureTime? _awaitsHelloSince;

    private bool _isHelloLost;

    /// <summary>What a secret of the key log reveals about its first record, if no hello comes: datagrams may overtake it.</summary>
    public DtlsInTheMiddle? Middle { get; init; }

    /// <summary>Takes what the secret reveals for what the hellos would have told.</summary>
    private void Recognize(DtlsInTheMiddle middle)
    {
        if (Directions[0].Sender != middle.Sender) OnRolesTurned();
        Handshake handshake = Handshakes().HandshakeOf(middle.Sender);
        handshake.OnFoundByTrial(middle.ClientRandom, middle.Suite, middle.Version);
        Report().OnFoundByTrial(handshake);
    }

    /// <summary>Whether records under keys are read later, because a hello is held or may still come.</summary>
    private bool AwaitsHello(in DtlsRecord record, in StreamPosition position)
    {
        if (IsEnding || IsOver) return false;
        if (HoldsHelloOf(_sides[0]) || HoldsHelloOf(_sides[1])) return true;
        if (!record.IsUnified || _isHelloLost || _records > MaxBeforeHello) return false;
        if (Handshakes().Current is { ServerHello: not null }) return false;
        _awaitsHelloSince ??= position.Time;
        return true;
    }

    /// <summary>Goes on without what was awaited for too long.</summary>
    private void BoundAwaited(CaptureTime now)
    {
        if (_awaitsHelloSince is CaptureTime since && now.NanosecondsSince(since) > _limits.MaxNanoseconds)
        {
            (_isHelloLost, _awaitsHelloSince) = (true, null);
            Drain();
        }

        foreach (DtlsSide side in _sides)
        {
            if (side.HeldSince is null || side.WaitingSince is not CaptureTime held) continue;
            if (now.NanosecondsSince(held) > _limits.MaxNanoseconds) GiveUpOrder();
        }
    }

    private bool HoldsHelloOf(DtlsSide side) => side.HeldSince is not null && IsHeld(side) &&
        side.Joiner.TryPeek(out HandshakeType type, out _) && (IsAnswer(type) || type == HandshakeType.ClientHello);

    /// <summary>Goes on without messages that others answer, if too many records came in the meantime.</summary>
    private void BoundHeld()
    {
        _records++;
        if (_records - _sides[0].HeldSince > MaxHeld || _records - _sides[1].HeldSince > MaxHeld) GiveUpOrder();
    }

    /// <summary>Reads the messages that are held, because those that they answer will not come.</summary>
    private void GiveUpOrder()
    {
        _lifted = Lifted.All;
        bool any = Deliver();
        _lifted = Lifted.None;
        if (any) Drain();
    }

    /// <summary>Gives up the messages that are missing, because the handshake has gone on without them.</summary>
    private void GiveUpMessages()
    {
        foreach (Lifted lifted in new[] { Lifted.Hellos, Lifted.All })
        {
            _lifted = lifted;
            do Deliver();
            while (GiveUpNext(_sides[0]) | GiveUpNext(_sides[1]));
        }

        _lifted = Lifted.None;
        foreach (DtlsSide side in _sides) (side.WaitingSince, side.HeldSince) = (null, null);
        Drain();
    }

    /// <summary>Gives up the next message of a side. Returns <c>false</c> if none is missing, so that nothing changed.</summary>
    private bool GiveUpNext(DtlsSide side)
    {
        if (!side.HasWaitingMessages || IsHeld(side)) return false;
        if (!side.Joiner.HasWaiting) return side.BeginLater();
        if (Handshakes().Current is { IsComplete: false } handshake) handshake.IsDamaged = true;
        if (!side.Joiner.TryTakeTruncated(out RawHandshake start, out int sequence)) return side.Joiner.Skip() > 0;
        OnMessage(side, start, sequence, isTruncated: start.Body.Length < start.Length);
        return true;
    }
}
