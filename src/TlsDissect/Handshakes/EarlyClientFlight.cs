using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Handshakes;

/// <summary>
/// What a client said in the clear behind its hello and before the ServerHello, in a handshake before TLS 1.3. It was put there, or the client's direction is read before the server's:
/// that shows when the client goes on, or the server.
/// </summary>
internal static class EarlyClientFlight
{
    /// <summary>The ServerHello was read.</summary>
    public static void OnServerHello(HandshakeFlow flow, Direction client, TlsConnection connection)
    {
        if (flow.Number > 0) return;
        flow.HasEarlyClientFlight = flow.ClearPlaces[(int)Sender.Client] > ClearMessages.Hello && client.State == ReadState.Plain;
        flow.HasEarlyKeyChange = flow.ChangedCipherSpec[(int)Sender.Client] && flow.ClientKeyExchange is null && !connection.HasWaiting(client.Side);
        if (flow.HasEarlyClientFlight || flow.HasEarlyKeyChange) connection.StayAwake();
    }

    /// <summary>
    /// Whether a record behind a change_cipher_spec that came before the ServerHello is in the clear, so that this was put there: another change_cipher_spec, or nothing but whole
    /// messages that a client sends. Of what is encrypted one in 2^32 records looks like that.
    /// </summary>
    public static bool RefutesKeyChange(HandshakeFlow flow, Direction client, in TlsRecord record) => flow.HasEarlyKeyChange && client is { State: ReadState.AwaitingKeys, Opened: 0 } &&
        (record.Header is { Type: ContentType.ChangeCipherSpec, Length: 1 } || (record.Header is { Type: ContentType.Handshake, Length: > 0 } && ClearMessages.IsOfWholeMessages(Sender.Client, record.Fragment)));

    /// <summary>Takes such a change_cipher_spec back.</summary>
    public static void TakeBackKeyChange(HandshakeFlow flow, Direction client, ConnectionReport report)
    {
        flow.HasEarlyKeyChange = flow.ChangedCipherSpec[(int)Sender.Client] = false;
        client.Unprotect();
        report.TakeBackKeyChange(Sender.Client, ClearMessages.OutOfPlace);
    }

    /// <summary>Whether the client goes on with a message that it seems to have sent: that was put there, and this is the true one.</summary>
    public static bool IsRepeated(HandshakeFlow? flow, Sender sender, ReadOnlySpan<byte> fragment) =>
        flow is { HasEarlyClientFlight: true } && sender == Sender.Client && !fragment.IsEmpty && ClearMessages.Repeats(flow, sender, (HandshakeType)fragment[0]);

    /// <summary>Whether the server's messages show that the client has said no more than its hello: it resumes a session, or asks for no certificate.</summary>
    public static bool IsRefuted(HandshakeFlow flow) => flow.HasEarlyClientFlight &&
        (flow.ServerHelloDone ? !flow.CertificateRequested && flow.ClearPlaces[(int)Sender.Client] == ClearMessages.ClientCertificate : !flow.ServerFlightSeen && flow.ChangedCipherSpec[(int)Sender.Server]);
}
