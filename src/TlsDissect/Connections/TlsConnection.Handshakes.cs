using TlsDissect.Handshakes;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Acts on the results of handshakes: roles, keys, sessions.</content>
internal sealed partial class TlsConnection : IHandshakeEvents
{
    IDirectionView IHandshakeEvents.DirectionOf(Sender sender) => DirectionOf(sender);

    public bool IsStartSeen(int side) => _place is { Previous: not null } || _tcp.Stream(side).HasSyn;

    public bool HasWaiting(int side) => _waiting is not null && _waiting.Has(side);

    public void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch) => DirectionOf(sender).AwaitKeys(handshake, epoch);

    public void OnKeysTakenBack(Sender sender) => DirectionOf(sender).Unprotect();

    public void OnKeyUpdate(Sender sender, Handshake handshake) => DirectionOf(sender).UpdateKeys(handshake);

    public void OnBeginAgain()
    {
        StayRestored();
        _other = null;
        Records().Secrets.Forget();
        foreach (Direction direction in _directions!) direction.BeginAgain();
    }

    public void OnUnrepeatable() => StayRestored();
}
