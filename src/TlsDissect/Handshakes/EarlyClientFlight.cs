using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// What a client said in the clear behind its hello and before the ServerHello, in a handshake before TLS 1.3. It was put there, or the client's direction is read before the server's:
/// that shows when the client goes on, or the server.
/// </summary>
internal static class EarlyClientFlight
{
    /// <summary>The ServerHello was read.</summary>
    public static void OnServerHello(Handshake handshake, IDirectionView client, IHandshakeEvents events)
    {
        if (handshake.Number > 0) return;
        handshake.HasEarlyClientFlight = handshake.ClearPlaces[(int)Sender.Client] > ClearPlace.Hello && client.State == ReadState.Plain;
        handshake.HasEarlyKeyChange = handshake.ChangedCipherSpec[(int)Sender.Client] && handshake.ClientKeyExchange is null && !events.HasWaiting(client.Side);
        if (handshake.HasEarlyClientFlight || handshake.HasEarlyKeyChange) events.OnUnrepeatable();
    }

    /// <summary>
    /// Whether a record behind a change_cipher_spec that came before the ServerHello is in the clear, so that this was put there: another change_cipher_spec, or nothing but whole
    /// messages that a client sends. Of what is encrypted one in 2^32 records looks like that.
    /// </summary>
    public static bool RefutesKeyChange(Handshake handshake, IDirectionView client, in TlsRecord record) => handshake.HasEarlyKeyChange && client is { State: ReadState.AwaitingKeys, Decrypted: 0 } &&
        (record.Header is { Type: ContentType.ChangeCipherSpec, Length: 1 } || (record.Header is { Type: ContentType.Handshake, Length: > 0 } && ClearMessages.IsOfWholeMessages(Sender.Client, record.Fragment)));

    /// <summary>Takes such a change_cipher_spec back.</summary>
    public static void TakeBackKeyChange(Handshake handshake, IHandshakeEvents events, IHandshakeReport report)
    {
        handshake.HasEarlyKeyChange = handshake.ChangedCipherSpec[(int)Sender.Client] = false;
        events.OnKeysTakenBack(Sender.Client);
        report.TakeBackKeyChange(Sender.Client, ClearMessages.OutOfPlace);
    }

    /// <summary>Whether the client goes on with a message that it seems to have sent: that was put there, and this is the true one.</summary>
    public static bool IsRepeated(Handshake? handshake, Sender sender, ReadOnlySpan<byte> fragment) =>
        handshake is { HasEarlyClientFlight: true } && sender == Sender.Client && !fragment.IsEmpty && ClearMessages.Repeats(handshake, sender, (HandshakeType)fragment[0]);

    /// <summary>Whether the server's messages show that the client has said no more than its hello: it resumes a session, or asks for no certificate.</summary>
    public static bool IsRefuted(Handshake handshake) => handshake.HasEarlyClientFlight &&
        (handshake.ServerHelloDone ? !handshake.CertificateRequested && handshake.ClearPlaces[(int)Sender.Client] == ClearPlace.ClientCertificate : !handshake.ServerFlightSeen && handshake.ChangedCipherSpec[(int)Sender.Server]);
}
