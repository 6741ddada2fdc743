using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <content>Questions about the secrets of a direction, and actions on the answers.</content>
internal sealed partial class TlsConnection
{
    /// <summary>Collects all that is known about a direction, for the finder of its secret.</summary>
    internal SecretQuestion Question(Direction direction) => new()
    {
        Handshake = direction.Handshake,
        Current = Handshakes().Current,
        Side = direction.Side,
        Sender = direction.Sender,
        Client = Summary.Client,
        Server = Summary.Server,
        KeyChanges = direction.KeyChanges,
        Epoch = direction.Epoch,
        TrafficSecret = direction.TrafficSecret,
        Generation = direction.Generation,
        Lost = direction.Lost,
        HasDecrypted = direction.Decrypted > 0,
        Waiting = _waiting?.CountOf(direction.Side) ?? 0,
        Following = _waiting?.Following(direction.Side, SecretQuestion.EnoughRecords - 1) ?? [],
        IsEnding = _isEnding,
        IsBehind = IsBehindWaiting(direction.Side),
    };

    /// <summary>Decrypts the next records of a direction with the keys found.</summary>
    internal void Protect(Direction direction, FoundKeys found)
    {
        if (found.Trial is FoundByTrial trial)
        {
            if (direction.Sender != trial.Sender) OnRolesTurned();
            direction.BelongTo(direction.Handshake ?? Handshakes().HandshakeOf(trial.Sender));
            direction.Handshake!.OnFoundByTrial(trial.ClientRandom, trial.Suite);
            Report().OnFoundByTrial(direction.Handshake);
        }

        Handshake handshake = direction.Handshake!;
        if (found.Master is SessionSecret master) OnSecretVerified(handshake, master);
        if (found.Given is TrafficSecret given)
            Report().OnTrafficSecretVerified(handshake, TrafficSecret.LabelOf(found.Epoch, direction.Sender), given);
        if (found.IsFinishedLost) Handshakes().MarkFinished(handshake, direction.Sender);
        direction.Protect(found);
        if (handshake.CipherSuite?.Cipher == BulkCipher.Null) Report().OnIntegrity(isVerified: true);
    }

    /// <summary>Notes that nothing decrypts a direction. A later key may.</summary>
    internal void GiveUp(Direction direction, DecryptionReason reason)
    {
        if (TryReadUnchecked(direction, reason)) return;
        direction.GiveUp(reason);
        if (_context.Keys.MayGrow && (direction.Handshake is not null || Records().Secrets.HasSearched(direction.Side)))
            _context.AwaitingKeys.AddUndecryptable(this);
    }

    /// <summary>Reads a direction without a key if its cipher is NULL.</summary>
    internal bool TryReadUnchecked(Direction direction, DecryptionReason reason)
    {
        if (direction.Handshake?.Protection is not RecordProtection protection ||
            RecordDecryptorFactory.CreateUnchecked(protection) is not RecordDecryptor decryptor) return false;
        StayRestored();
        direction.ReadUnchecked(decryptor, reason);
        Report().OnIntegrity(isVerified: false);
        return true;
    }

    /// <summary>Notes that a master secret decrypted a record, and so is the right one.</summary>
    private void OnSecretVerified(Handshake handshake, SessionSecret secret)
    {
        // Nothing but a sink needs what it was derived from.
        handshake.Secret = secret.Derivation is null ? secret : secret with { Derivation = null };
        VerifiedSecret verified =
            new(KeyLogLabel.ClientRandom, handshake.ClientRandom!.Value.Span, secret.Master, secret.Source, secret.KeyName,
                _tcp.Last)
            { Derivation = secret.Derivation };
        Report().OnSecretVerified(verified, secret.Note);
        _context.Sessions.Remember(Summary.Client, Summary.Server, handshake);
        foreach (Direction direction in _directions!) direction.Reconsider(handshake);
    }
}
