using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>What follows from the handshakes: roles, keys, sessions.</content>
internal sealed partial class TlsConnection : IHandshakeEvents
{
    /// <summary>Who is who is known now; TCP's own guess may have been another.</summary>
    internal void SetRole(Direction direction, Sender sender)
    {
        if (direction.Sender != sender) OnRolesTurned();
    }

    /// <summary>What comes next from a sender is protected with keys that are to be found.</summary>
    internal void AwaitKeys(Sender sender, Handshake handshake, Epoch epoch = Epoch.Initial) => DirectionOf(sender).AwaitKeys(handshake, epoch);

    IDirectionView IHandshakeEvents.DirectionOf(Sender sender) => DirectionOf(sender);

    public bool IsStartSeen(IDirectionView direction) => _tcp.Stream(direction.Side).HasSyn;

    public bool HasWaiting(IDirectionView direction) => HasWaiting(direction.Side);

    public void OnRolesTurned()
    {
        _clientSide = 1 - _clientSide;
        foreach (Direction direction in _directions!) direction.TurnRole();
        _report!.SetEndpoints(_tcp, _clientSide);
        _report.ExchangeSides();
    }

    public void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch) => AwaitKeys(sender, handshake, epoch);

    public void OnKeysTakenBack(Sender sender) => DirectionOf(sender).Unprotect();

    public void OnHelloRepeated() => DirectionOf(Sender.Client).RepeatHello();

    public void OnKeyUpdate(Sender sender, Handshake handshake) => DirectionOf(sender).UpdateKeys(handshake);

    public void OnTicket(Handshake handshake, NewSessionTicket ticket) => Records().Secrets.OnTicket(Summary.Client, Summary.Server, handshake, ticket);

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
