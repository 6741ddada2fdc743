using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Connections.Datagrams;

/// <content>The secrets of epochs, and records that wait for them.</content>
internal abstract partial class DatagramConnection
{
    private bool _isDraining;

    /// <summary>Whether records that waited for a key were released to make room for others.</summary>
    private bool _hasReleased;

    /// <summary>Whether records that wait are released, because no more keys will come.</summary>
    protected bool IsEnding { get; private set; }

    /// <summary>Reads a record by the state of its epoch. Returns <c>false</c> if it has to wait for keys.</summary>
    protected abstract bool TryRead(WaitingDatagrams.HeldRecord held);

    /// <summary>Handles a record that authenticated.</summary>
    protected abstract void OnDecrypted(Direction direction, in TlsRecord record, in DecryptedRecord decrypted);

    /// <summary>Handles a record that does not authenticate.</summary>
    protected abstract void OnUndecrypted(Direction direction, in TlsRecord record);

    /// <summary>Counts a record that no key decrypts.</summary>
    protected abstract void CountOpaque(Direction direction, in TlsRecord record);

    /// <summary>
    /// Assigns an epoch to the handshake whose keys protect it. Returns <c>false</c> if that handshake is still to be read.
    /// </summary>
    protected abstract bool TryBind(Direction direction, in TlsRecord record);

    /// <summary>Number of records of an epoch that may wait for messages that overtook none of them.</summary>
    protected abstract int MaxOvertaken { get; }

    /// <summary>Tries keys that follow from those of earlier epochs.</summary>
    protected virtual bool TryDerived(Direction direction, in TlsRecord record) => false;

    /// <summary>The epoch of the records that are read.</summary>
    protected virtual Epoch EpochOf(Direction direction) => direction.Epoch;

    /// <summary>The version of QUIC that a direction's packets are in; <c>null</c> in DTLS.</summary>
    protected virtual QuicVersion? QuicVersionOf(Direction direction) => null;

    /// <summary>Numbers that the next packet of a direction may be near to; <c>null</c> in DTLS, whose records name them.</summary>
    protected virtual IReadOnlyList<ulong>? LikelyNumbersOf(Direction direction) => null;

    /// <summary>Finds the keys of a record's epoch. Returns <c>false</c> if the record has to wait.</summary>
    protected bool TryKeys(Direction direction, in TlsRecord record)
    {
        if (!TryBind(direction, record)) return false;
        if (TryDerived(direction, record)) return true;
        _handshakes.TryInnerHello();
        SecretAnswer answer = _secrets.Find(Question(direction), record);
        if (answer.IsCutShort) _report.Note(Context.SharedTrialsNote);
        if (answer.Found is FoundKeys found) Protect(direction, found);
        if (answer is { Result: SecretResult.Wait or SecretResult.Skip, Reason: DecryptionReason reason })
            direction.NoteUndecrypted(reason);
        if (answer is { Result: SecretResult.Skip, Reason: null }) direction.NoteUnproved();
        switch (answer.Result)
        {
            case SecretResult.Decrypted:
                if (_isDraining || Waiting.CountOf(direction.Side, direction.WireEpoch) == 0)
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
            case SecretResult.GiveUp when IsEnding || !MayGoOn(direction):
                GiveUp(direction, answer.Reason!.Value);
                return TryReadAgain(direction, record);
            default:
                return false;
        }
    }

    /// <summary>Whether messages that a key needs may still come, because datagrams overtake each other.</summary>
    private bool MayGoOn(Direction direction) =>
        Context.Keys.MayHaveAny && _handshakes.Current is not { IsComplete: true } &&
            Waiting.CountOf(direction.Side, direction.WireEpoch) < MaxOvertaken;

    /// <summary>Reads a record of an epoch that was given up.</summary>
    private bool TryReadAgain(Direction direction, in TlsRecord record)
    {
        if (direction.State != ReadState.Protected)
        {
            CountOpaque(direction, record);
            return true;
        }

        ReadProtected(direction, record);
        return true;
    }

    /// <summary>Reads a record with the keys of its epoch.</summary>
    protected void ReadProtected(Direction direction, in TlsRecord record)
    {
        DecryptedRecord read = _secrets.Services.Decrypt(direction.Decryptor!, null, record);
        if (read.IsAuthenticated) OnDecrypted(direction, record, read);
        else OnUndecrypted(direction, record);
    }

    /// <summary>Keeps a record until keys come.</summary>
    /// <param name="held">What it consists of; copied.</param>
    protected void Hold(in WaitingDatagrams.NewRecord held)
    {
        Waiting.Add(held);
        if (Waiting.Bytes > Context.Options.MaxWaitingBytes)
        {
            _report.Note($"records stay encrypted: more than {Context.Options.MaxWaitingBytes} bytes waited for a key");
            ReleaseWaiting();
        }

        Context.AwaitingKeys.Bound();
    }

    /// <summary>Whether there are datagrams that were found to be its own later than they came.</summary>
    protected virtual bool HasClaimed => false;

    /// <summary>Reads them. Returns whether there were any.</summary>
    protected virtual bool ReadClaimed() => false;

    /// <summary>The records that could be read have been.</summary>
    protected virtual void OnDrained() { }

    /// <summary>Reads the waiting records as far as their keys are known.</summary>
    protected void Drain()
    {
        if (_isDraining || (Waiting.IsEmpty && !HasClaimed)) return;
        _isDraining = true;
        do
        {
            while (Waiting.Drain(TryRead))
            {
            }
        }
        while (ReadClaimed());

        _isDraining = false;
        OnDrained();
    }

    /// <summary>Counts the records that still wait, because no key will decrypt them.</summary>
    protected void ReleaseWaiting()
    {
        bool wasEnding = IsEnding;
        IsEnding = true;
        Drain();
        Waiting.Drain(Release);
        IsEnding = wasEnding;
        OnDrained();
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
    protected SecretQuestion Question(Direction direction) => new()
    {
        Handshake = direction.Handshake,
        Current = _handshakes.Current,
        Side = direction.Side,
        Sender = direction.Sender,
        Client = Summary.Client,
        Server = Summary.Server,
        KeyChanges = direction.WireEpoch,
        Epoch = EpochOf(direction),
        TrafficSecret = direction.TrafficSecret,
        Generation = direction.Generation,
        HasDecrypted = direction.Decrypted > 0,
        Waiting = Waiting.CountOf(direction.Side, direction.WireEpoch),
        Following = [],
        IsEnding = IsEnding,
        Quic = QuicVersionOf(direction),
        IsDtls = Summary.Transport == TransportKind.Udp,
        LikelyNumbers = LikelyNumbersOf(direction),
    };

    protected override void OnUndecryptable(Direction direction) => Context.AwaitingKeys.AddUndecryptable(this);
}
