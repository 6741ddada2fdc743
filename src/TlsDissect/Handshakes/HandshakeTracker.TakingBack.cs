using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <content>Takes back messages in the clear that later ones contradict.</content>
internal sealed partial class HandshakeTracker
{
    /// <summary>Whether a message comes from the right side. A hello from the wrong side is listed or changes the roles.</summary>
    private bool IsOfItsSide(in Arrival arrival, in RawHandshake raw, HandshakeMessage? message, ReadOnlySpan<byte> whole)
    {
        if (HelloRoles.RoleOf(raw.Type) is null) return true;
        RoleVerdict verdict = _fragments.Roles.Judge(arrival, raw.Type, message is not null, whole);
        if (verdict == RoleVerdict.BeginAgain) BeginAgain(arrival.Direction, raw.Type);
        return verdict != RoleVerdict.Refused || !_fragments.List(arrival, raw, ClearMessages.OtherRole);
    }

    /// <summary>Discards all earlier hellos in favor of this one.</summary>
    private void BeginAgain(IDirectionView direction, HandshakeType type)
    {
        report.TakeBackAll(ClearMessages.OtherRole);
        _authentication.Forget();
        _handshakes.Forget();
        events.OnBeginAgain();
        events.OnRolesTurned();
        if (_fragments.Roles.TakeKept(direction, type) is var (other, message, position))
            OnMessage(new Arrival(other, position, IsProtected: false), new RawHandshake(message));
    }

    /// <summary>
    /// Whether a record that seems to be under keys, or the captured part of it, is in the clear. If so, its sender's change_cipher_spec
    /// changed no keys, or is taken back.
    /// </summary>
    public bool RefutesKeyChange(IDirectionView direction, in TlsRecord record)
    {
        if (CompatibilityMode.IsHello(Current, direction, record.Header.Type, record.Fragment))
        {
            CompatibilityMode.TakeBackKeyChange(Current!, direction, events);
            return true;
        }

        if (Current is not { HasEarlyKeyChange: true } handshake || direction.Sender != Sender.Client ||
            !EarlyClientFlight.RefutesKeyChange(handshake, direction, record)) return false;
        EarlyClientFlight.TakeBackKeyChange(handshake, events, report);
        return true;
    }

    private void TakeBackClientFlight(Handshake handshake, string why)
    {
        _ends.ClientProved = false;
        _authentication.TakeBackClient(handshake, why);
    }
}
