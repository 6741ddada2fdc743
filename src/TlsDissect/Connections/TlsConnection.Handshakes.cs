using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Acts on the results of handshakes: roles, keys, sessions.</content>
internal sealed partial class TlsConnection : IHandshakeEvents
{
    private Direction DirectionOf(Sender sender) => _directions![sender == Sender.Client ? _clientSide : 1 - _clientSide];

    IDirectionView IHandshakeEvents.DirectionOf(Sender sender) => DirectionOf(sender);

    public bool IsStartSeen(int side) => _place is { Previous: not null } || _tcp.Stream(side).HasSyn;

    public bool HasWaiting(int side) => _waiting is not null && _waiting.Has(side);

    public void OnRolesTurned()
    {
        _clientSide = 1 - _clientSide;
        foreach (Direction direction in _directions!) direction.TurnRole();
        _report!.SetEndpoints(_tcp, _clientSide);
        _report.ExchangeSides();
    }

    public void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch) => DirectionOf(sender).AwaitKeys(handshake, epoch);

    public void OnKeysTakenBack(Sender sender) => DirectionOf(sender).Unprotect();

    public void OnHelloRepeated() => DirectionOf(Sender.Client).RepeatHello();

    public void OnKeyUpdate(Sender sender, Handshake handshake) => DirectionOf(sender).UpdateKeys(handshake);

    public void OnTicket(Handshake handshake, NewSessionTicket ticket) =>
        Records().Secrets.OnTicket(Summary.Client, Summary.Server, handshake, ticket);

    public void OnFinished(Sender sender, Handshake handshake)
    {
        if (sender == Sender.Client) Records().Secrets.OnClientFinished(Summary.Client, Summary.Server, handshake);
    }

    public void OnBeginAgain()
    {
        StayRestored();
        _other = null;
        Records().Secrets.Forget();
        foreach (Direction direction in _directions!) direction.BeginAgain();
    }

    public void OnUnrepeatable() => StayRestored();
}
