using TlsDissect.Messages;

namespace TlsDissect.Handshakes;

/// <content>
/// Handles messages of DTLS. Their joiner has put them in order, so that none comes again. Their arrival has their message_seq.
/// </content>
internal sealed partial class HandshakeTracker
{
    /// <summary>Handles a whole message, in the clear or decrypted. One over the limit has only its header.</summary>
    public void OnDatagramMessage(in Arrival arrival, in RawHandshake raw)
    {
        if (!arrival.IsProtected && EarlyClientFlight.IsRepeated(_handshakes.Of(arrival.Sender), arrival.Sender, raw.Bytes))
            TakeBackClientFlight(_handshakes.Of(arrival.Sender)!, ClearMessages.OutOfPlace);
        if (_fragments.Refuses(arrival, raw)) return;
        if (raw.Body.Length < raw.Length) OnTooLong(arrival, raw);
        else OnMessage(arrival, raw);
    }

    /// <summary>Handles the start of a message whose rest was lost.</summary>
    public void OnTruncatedDatagramMessage(in Arrival arrival, in RawHandshake raw)
    {
        if (!_fragments.Refuses(arrival, raw)) OnTruncatedMessage(arrival, raw);
    }
}
