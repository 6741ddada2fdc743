using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <content>Records that wait for a key, and the losses between them.</content>
internal sealed partial class TlsConnection
{
    private WaitingRecords? _waiting;
    private bool _draining;

    /// <summary>Whether no more data or keys will come.</summary>
    private bool _isEnding;

    /// <summary>Stops waiting for keys: the held records stay encrypted.</summary>
    private void LetGo()
    {
        _records!.KeyCameTooLate = true;
        ReleaseWaiting();
        if (_isOver) Complete();
        else Settle();
        Measure();
    }

    private void OnLost(int side, in LostRecords lost, in StreamPosition position)
    {
        if (!lost.IsPlace) _directions![side].Last = (Interrupted, position);
        if (HasWaiting(side)) _waiting!.AddLost(side, lost, position);
        else Lose(side, lost, position);
    }

    private void Hold(Direction direction, in TlsRecord record)
    {
        _waiting ??= new WaitingRecords(this, _context.AwaitingKeys, OnFlight);
        _waiting.Add(direction.Side, record);
        if (_waiting.CountOf(direction.Side) is SecretQuestion.EnoughRecords or SecretQuestion.ManyRecords &&
            Question(direction).IsHelloMissing) Drain();
        if (_waiting.Bytes > _context.Options.MaxWaitingBytes)
        {
            Report().Note($"records stay encrypted: more than {_context.Options.MaxWaitingBytes} bytes waited for a key");
            ReleaseWaiting();
        }

        _context.AwaitingKeys.Bound();
    }

    /// <summary>
    /// Reads the waiting records as far as their keys are known, each direction in order and both in the order of arrival.
    /// </summary>
    internal void Drain()
    {
        if (_draining || _waiting is null || _waiting.IsEmpty) return;
        _draining = true;
        _waiting.Drain(TryRead);
        _draining = false;
    }

    private bool TryRead(int side, WaitingRecords.HeldRecord held)
    {
        if (held.Lost is not LostRecords lost) return Read(side, held.ToRecord(), RecordProcessor.IsPlain(_directions![side], held.Header));
        Lose(side, lost, held.Position);
        return true;
    }

    /// <summary>
    /// Counts the records that still wait, because no key will decrypt them. In the order of arrival: a direction that is given up must not
    /// get ahead of the other, because the order is what tells records of a hidden handshake from data.
    /// </summary>
    private void ReleaseWaiting()
    {
        Drain();
        (_draining, _isEnding) = (true, true);
        _waiting?.DrainInOrder(TryRead, GiveUp);
        (_draining, _isEnding) = (false, false);
    }

    /// <summary>Whether an earlier record of the other direction still waits for a key.</summary>
    internal bool IsBehindWaiting(int side) => _waiting is not null && _waiting.IsBehind(side);

    bool IFlightOrder.TryDefer(Sender from, int count, bool isOver)
    {
        int side = DirectionOf(from).Side;
        if (!IsBehindWaiting(side)) return false;
        _waiting!.Defer(new DecryptedFlight(side, count, isOver));
        return true;
    }

    private void OnFlight(DecryptedFlight flight) => Report().AddDecrypted(_directions![flight.Side].Sender, flight);

    private void GiveUp(int side)
    {
        Direction direction = _directions![side];
        direction.BelongTo(direction.Handshake ?? Handshakes().Current);
        GiveUp(direction, Records().Secrets.WhyNot(direction.Handshake));
    }
}
