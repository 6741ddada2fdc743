using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Secrets;

namespace TlsDissect.Connections.Datagrams;

/// <content>The secrets of epochs, and records that wait for them.</content>
internal sealed partial class DtlsConnection
{
    /// <summary>Finds the keys of a record's epoch. Returns <c>false</c> if the record has to wait.</summary>
    private bool TryKeys(Direction direction, in TlsRecord record)
    {
        if (!_sides[direction.Side].HasWaitingMessages) TakeKeyChange(_sides[direction.Side]);
        if (!TryBind(direction, record)) return false;
        if (TryKeyUpdate(direction, record)) return true;
        _handshakes.TryInnerHello();
        SecretAnswer answer = _secrets.Find(Question(direction), record);
        if (answer.IsCutShort) _report.Note(_context.SharedTrialsNote);
        if (answer.Found is FoundKeys found) Protect(direction, found);
        if (answer is { Result: SecretResult.Wait or SecretResult.Skip, Reason: DecryptionReason reason })
            direction.NoteUndecrypted(reason);
        if (answer is { Result: SecretResult.Skip, Reason: null }) direction.NoteUnproved();
        switch (answer.Result)
        {
            case SecretResult.Decrypted:
                if (_isDraining || _waiting.CountOf(direction.Side, direction.WireEpoch) == 0)
                {
                    OnDecrypted(direction, record, answer.Record);
                    // The other direction may wait for the same secret.
                    Drain();
                    return true;
                }

                // Those that waited come first. Reading them uses the buffer of this one again.
                int epoch = direction.WireEpoch;
                Drain();
                direction.Select(epoch);
                return TryReadAgain(direction, record);
            case SecretResult.BadRecord:
                OnUndecrypted(direction, record);
                return true;
            case SecretResult.Skip when answer.Reason is null:
                OnUndecrypted(direction, record);
                return true;
            case SecretResult.Skip:
                CountOpaque(direction, record);
                return true;
            case SecretResult.GiveUp when _isEnding || !MayGoOn(direction):
                GiveUp(direction, answer.Reason!.Value);
                return TryReadAgain(direction, record);
            default:
                return false;
        }
    }

    /// <summary>Whether messages that a key needs may still come, because datagrams overtake each other.</summary>
    private bool MayGoOn(Direction direction) =>
        _context.Keys.MayHaveAny && _handshakes.Current is not { IsComplete: true } &&
            _waiting.CountOf(direction.Side, direction.WireEpoch) < PlaintextOrder.Window;

    /// <summary>Reads a record of an epoch that was given up.</summary>
    private bool TryReadAgain(Direction direction, in TlsRecord record)
    {
        if (direction.State != ReadState.Protected)
        {
            CountOpaque(direction, record);
            return true;
        }

        DecryptedRecord read = _secrets.Services.Decrypt(direction.Decryptor!, null, record);
        if (read.IsAuthenticated) OnDecrypted(direction, record, read);
        else OnUndecrypted(direction, record);
        return true;
    }

    /// <summary>
    /// Assigns an epoch to the handshake whose keys protect it: before DTLS 1.3 each has one of its own, then all belong to the first.
    /// Returns <c>false</c> if that handshake is still to be read.
    /// </summary>
    private bool TryBind(Direction direction, in TlsRecord record)
    {
        if (_handshakes.Current is not Handshake handshake) return true;
        bool isUnified = record.Number is null;
        Epoch epoch = isUnified ? (Epoch)Math.Min(direction.WireEpoch, (int)Epoch.Application) : Epoch.Initial;
        if (!isUnified && handshake.Number < direction.WireEpoch - 1) return _isEnding || !_context.Keys.MayHaveAny;
        bool isBound = direction.Handshake is Handshake bound && (isUnified || bound.Number >= direction.WireEpoch - 1);
        if (!isBound || direction.Epoch != epoch) direction.AwaitKeys(isBound ? direction.Handshake! : handshake, epoch);
        return true;
    }

    /// <summary>
    /// Derives the keys of an epoch that a KeyUpdate of DTLS 1.3 began (RFC 9147 §8) from those of the epoch before it. The record verifies
    /// them.
    /// </summary>
    private bool TryKeyUpdate(Direction direction, in TlsRecord record)
    {
        if (record.Number is not null || direction.WireEpoch <= (int)Epoch.Application) return false;
        if (direction.Handshake?.Protection is not RecordProtection protection) return false;
        EpochState? before = null;
        int epoch = direction.WireEpoch;
        while (before is not { TrafficSecret.Length: > 0 } && epoch > (int)Epoch.Application) before = direction.StateOf(--epoch);
        if (before is not { TrafficSecret: { Length: > 0 } secret, Generation: int generation }) return false;
        FoundKeys? found = null;
        for (; epoch < direction.WireEpoch; epoch++)
        {
            found?.Decryptor.Dispose();
            found = FoundKeys.TryNext(protection, Epoch.Application, secret, generation++);
            if (found?.TrafficSecret is not byte[] next) return false;
            secret = next;
        }

        DecryptedRecord decrypted = _secrets.Services.Decrypt(found!.Decryptor, null, record);
        if (!decrypted.IsAuthenticated)
        {
            found.Decryptor.Dispose();
            return false;
        }

        direction.Protect(found);
        OnDecrypted(direction, record, decrypted);
        return true;
    }

    private void Hold(int side, int epoch, in DtlsRecord record, in StreamPosition position)
    {
        _waiting.Add(side, epoch, record, position);
        if (_waiting.Bytes > _context.Options.MaxWaitingBytes)
        {
            _report.Note($"records stay encrypted: more than {_context.Options.MaxWaitingBytes} bytes waited for a key");
            ReleaseWaiting();
        }

        _context.AwaitingKeys.Bound();
    }

    /// <summary>Reads the waiting records as far as their keys are known.</summary>
    private void Drain()
    {
        if (_isDraining || _waiting.IsEmpty) return;
        _isDraining = true;
        while (_waiting.Drain(TryRead))
        {
        }

        _isDraining = false;
    }

    private bool TryRead(WaitingDatagrams.HeldRecord held)
    {
        ReadOnlySpan<byte> bytes = held.Bytes;
        return !DtlsRecordReader.TryRead(ref bytes, held.ConnectionIdLength, out DtlsRecord record) ||
            TryRead(held.Side, held.Epoch, record, held.Position);
    }

    /// <summary>Counts the records that still wait, because no key will decrypt them.</summary>
    private void ReleaseWaiting()
    {
        _isEnding = true;
        Drain();
        _waiting.Drain(Release);
        _isEnding = false;
    }

    private bool Release(WaitingDatagrams.HeldRecord held)
    {
        Direction direction = _directions[held.Side];
        direction.Select(held.Epoch);
        if (direction.State == ReadState.AwaitingKeys)
        {
            direction.BelongTo(direction.Handshake ?? _handshakes.Current);
            GiveUp(direction, _secrets.WhyNot(direction.Handshake));
        }

        TryRead(held);
        return true;
    }

    /// <summary>Collects all that is known about the selected epoch of a direction.</summary>
    private SecretQuestion Question(Direction direction) => new()
    {
        Handshake = direction.Handshake,
        Current = _handshakes.Current,
        Side = direction.Side,
        Sender = direction.Sender,
        Client = Summary.Client,
        Server = Summary.Server,
        KeyChanges = direction.WireEpoch,
        Epoch = direction.Epoch,
        TrafficSecret = direction.TrafficSecret,
        Generation = direction.Generation,
        HasDecrypted = direction.Decrypted > 0,
        Waiting = _waiting.CountOf(direction.Side, direction.WireEpoch),
        Following = [],
        IsEnding = _isEnding,
    };

    /// <summary>In DTLS 1.3 the number that a nonce needs is encrypted too, so nothing is read without a key.</summary>
    internal override bool TryReadUnchecked(Direction direction, DecryptionReason reason) =>
        direction.Handshake?.Version.IsDtls13() != true && base.TryReadUnchecked(direction, reason);

    protected override void OnUndecryptable(Direction direction) => _context.AwaitingKeys.AddUndecryptable(this);
}
