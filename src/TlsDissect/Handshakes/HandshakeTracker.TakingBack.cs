using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <content>Messages in the clear that were read and are not believed after all, as what comes behind them contradicts them.</content>
internal sealed partial class HandshakeTracker
{
    /// <summary>Whether a message comes from the side that sends such; then it is known who is who. One that does not is listed.</summary>
    private bool IsOfItsSide(in Arrival arrival, in RawHandshake raw, HandshakeMessage? message, ReadOnlySpan<byte> whole)
    {
        if (HelloRoles.RoleOf(raw.Type) is null) return true;
        RoleVerdict verdict = _fragments.Roles.Judge(arrival, raw.Type, message is not null, whole);
        if (verdict == RoleVerdict.BeginAgain) BeginAgain(arrival.Direction, raw.Type);
        return verdict != RoleVerdict.Refused || !_fragments.List(arrival, raw, ClearMessages.OtherRole);
    }

    /// <summary>This hello is believed, and those before it are not.</summary>
    private void BeginAgain(IDirectionView direction, HandshakeType type)
    {
        report.TakeBackAll(ClearMessages.OtherRole);
        _authentication.Forget();
        _handshakes.Forget();
        events.OnBeginAgain();
        events.OnRolesTurned();
        if (_fragments.Roles.TakeKept(direction, type) is var (other, message, position)) OnMessage(new Arrival(other, position, IsProtected: false), new RawHandshake(message));
    }

    /// <summary>Whether a record that seems to be under keys is in the clear: its sender's change_cipher_spec is not believed after all.</summary>
    public bool RefutesKeyChange(IDirectionView direction, in TlsRecord record)
    {
        if (Current is not { HasEarlyKeyChange: true } handshake || direction.Sender != Sender.Client || !EarlyClientFlight.RefutesKeyChange(handshake, direction, record)) return false;
        EarlyClientFlight.TakeBackKeyChange(handshake, events, report);
        return true;
    }

    private void TakeBackClientFlight(Handshake handshake, string why)
    {
        _ends.ClientProved = false;
        _authentication.TakeBackClient(handshake, why);
    }
}
