using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <content>
/// Handles messages of DTLS. Their joiner has put them in order, so that none comes again. Their arrival has their message_seq.
/// </content>
internal sealed partial class HandshakeTracker
{
    /// <summary>The handshake of a sender's last message, otherwise the latest one.</summary>
    public Handshake? Of(Sender sender) => _handshakes.Of(sender);

    /// <summary>Handles a whole message, in the clear or decrypted. One over the limit has only its header.</summary>
    public void OnDatagramMessage(in Arrival arrival, in RawHandshake raw)
    {
        if (raw.Type == HandshakeType.HelloVerifyRequest && arrival.Sender == Sender.Client)
        {
            // Only a server sends it.
            if (_handshakes.HasRoles) _fragments.List(arrival, raw, ClearMessages.OtherRole);
            else events.OnRolesTurned();
            if (_handshakes.HasRoles) return;
        }

        if (!arrival.IsProtected && EarlyClientFlight.IsRepeated(_handshakes.Of(arrival.Sender), arrival.Sender, raw.Bytes))
            TakeBackClientFlight(_handshakes.Of(arrival.Sender)!, ClearMessages.OutOfPlace);
        if (_fragments.Refuses(arrival, raw))
        {
            // It may have been forged with the number of a message that is missing now.
            if (!arrival.IsProtected && _handshakes.Of(arrival.Sender) is Handshake handshake) handshake.IsTranscriptBroken = true;
            return;
        }

        if (raw.Body.Length < raw.Length) OnTooLong(arrival, raw);
        else OnMessage(arrival, raw);
    }

    /// <summary>
    /// Discards all messages so far. They are read again, because one of them was forged.
    /// </summary>
    public void ReadDatagramsAgain()
    {
        report.BeginReadAgain();
        _authentication.Forget();
        _handshakes.Forget();
        events.OnBeginAgain();
    }

    /// <summary>Handles the start of a message whose rest was lost.</summary>
    public void OnTruncatedDatagramMessage(in Arrival arrival, in RawHandshake raw)
    {
        if (!_fragments.Refuses(arrival, raw)) OnTruncatedMessage(arrival, raw);
    }
}
