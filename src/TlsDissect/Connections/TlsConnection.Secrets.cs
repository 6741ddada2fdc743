using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <content>Questions about the secrets of a direction, and actions on the answers.</content>
internal sealed partial class TlsConnection
{
    protected override SecretFinder Secrets => Records().Secrets;

    protected override Direction[] Directions => _directions!;

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

    protected override void OnUndecryptable(Direction direction)
    {
        if (direction.Handshake is not null || Secrets.HasSearched(direction.Side)) _context.AwaitingKeys.AddUndecryptable(this);
    }

    internal override bool TryReadUnchecked(Direction direction, DecryptionReason reason)
    {
        bool isRead = base.TryReadUnchecked(direction, reason);
        if (isRead) StayRestored();
        return isRead;
    }
}
