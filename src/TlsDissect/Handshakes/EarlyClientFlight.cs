using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Judges what a client sent in the clear between its hello and the ServerHello, before TLS 1.3. It was injected, or the client's direction
/// is read before the server's. Later messages of either side show which.
/// </summary>
internal static class EarlyClientFlight
{
    /// <summary>Notes that the ServerHello was read.</summary>
    public static void OnServerHello(Handshake handshake, IDirectionView client, IHandshakeEvents events)
    {
        if (handshake.Number > 0) return;
        handshake.HasEarlyClientFlight = handshake.ClearPlaces[(int)Sender.Client] > ClearPlace.Hello && client.State == ReadState.Plain;
        handshake.HasEarlyKeyChange =
            handshake.ChangedCipherSpec[(int)Sender.Client] && handshake.ClientKeyExchange is null && !events.HasWaiting(client.Side);
        if (handshake.HasEarlyClientFlight || handshake.HasEarlyKeyChange) events.OnUnrepeatable();
    }

    /// <summary>
    /// Whether a record is in the clear after a change_cipher_spec that came before the ServerHello, so that the change_cipher_spec was
    /// injected. The record is another change_cipher_spec, or whole messages that a client sends. One in 2^32 encrypted records looks like
    /// that.
    /// </summary>
    public static bool RefutesKeyChange(Handshake handshake, IDirectionView client, in TlsRecord record) =>
        handshake.HasEarlyKeyChange && client is { State: ReadState.AwaitingKeys, Decrypted: 0 } &&
        (record.Header is { Type: ContentType.ChangeCipherSpec, Length: 1 } ||
            (record.Header is { Type: ContentType.Handshake, Length: > 0 } &&
                ClearMessages.IsOfWholeMessages(Sender.Client, record.Fragment)));

    /// <summary>Takes back such a change_cipher_spec.</summary>
    public static void TakeBackKeyChange(Handshake handshake, IHandshakeEvents events, IHandshakeReport report)
    {
        handshake.HasEarlyKeyChange = handshake.ChangedCipherSpec[(int)Sender.Client] = false;
        events.OnKeysTakenBack(Sender.Client);
        report.TakeBackKeyChange(Sender.Client, ClearMessages.OutOfPlace);
    }

    /// <summary>Whether the client sends a message that it seems to have sent before. The earlier one was injected.</summary>
    public static bool IsRepeated(Handshake? handshake, Sender sender, ReadOnlySpan<byte> fragment) =>
        handshake is { HasEarlyClientFlight: true } && sender == Sender.Client && !fragment.IsEmpty &&
            ClearMessages.Repeats(handshake, sender, (HandshakeType)fragment[0]);

    /// <summary>
    /// Whether the server's messages show that the client has sent only its hello, because the server resumes a session or did not request
    /// a certificate.
    /// </summary>
    public static bool IsRefuted(Handshake handshake) => handshake.HasEarlyClientFlight &&
        (handshake.ServerHelloDone
            ? !handshake.CertificateRequested && handshake.ClearPlaces[(int)Sender.Client] == ClearPlace.ClientCertificate
            : !handshake.ServerFlightSeen && handshake.ChangedCipherSpec[(int)Sender.Server]);
}
