using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Applies hellos: the version and suite that they negotiate, and the keys of the next records.</summary>
internal sealed class Negotiation(IHandshakeEvents events, IHandshakeReport report)
{
    /// <summary>Applies a ClientHello, the first or the one that a HelloRetryRequest or HelloVerifyRequest asks for.</summary>
    public void OnClientHello(Handshake handshake, ClientHello hello)
    {
        handshake.HelloRepeated = handshake.ClientHello is not null && !handshake.IsVerifiedBy(hello);
        ClientHello? replaced = handshake.HelloRepeated ? null : handshake.ClientHello;
        if (replaced is not null && !replaced.Random.Span.SequenceEqual(hello.Random.Span))
            handshake.OtherRandom = handshake.AwaitsCookie ? OtherRandom.HasCookie : OtherRandom.LacksRequest;
        handshake.FirstHello = handshake.HelloRepeated ? handshake.ClientHello : hello;
        handshake.CookieRequest = null;
        handshake.AwaitsOtherHello = false;
        handshake.ClientHello = hello;
        // After a HelloRetryRequest early data is over, and the next records are in the clear again.
        if (handshake.HelloRepeated) events.OnHelloRepeated();
        report.OnClientHello(hello, replaced);
        if (hello.EarlyData && !IsDecryptedUnder(events.DirectionOf(Sender.Client), handshake, Epoch.EarlyData))
            events.OnKeysNext(Sender.Client, handshake, Epoch.EarlyData);
    }

    /// <summary>
    /// Applies a ServerHello or HelloRetryRequest. Returns <c>true</c> if the client's messages in the clear after its hello are to be
    /// discarded. Only now is it known that the version is TLS 1.3, which has none.
    /// </summary>
    public bool OnServerHello(Handshake handshake, ServerHello hello)
    {
        IDirectionView client = events.DirectionOf(Sender.Client);
        if (hello.IsHelloRetryRequest)
        {
            handshake.Retried = true;
            // The change_cipher_spec that the client sends with its second hello was middlebox compatibility. After a ClientKeyExchange it
            // was not.
            if (client is { State: ReadState.AwaitingKeys, Epoch: Epoch.Initial } && handshake.ClientKeyExchange is null)
                events.OnKeysTakenBack(Sender.Client);
            report.OnServerHello(hello, null);
            return false;
        }

        RetryRequests.OnServerHello(handshake, hello, report);
        // The server's direction is complete without a HelloRetryRequest, so nothing asked for a second hello.
        if (handshake is { HelloRepeated: true, Retried: false, IsDamaged: false } && report.MissingBytes == 0 &&
            events.IsStartSeen(events.DirectionOf(Sender.Server).Side))
        {
            events.OnUnrepeatable();
            report.TakeBack(handshake.TakeBackSecondHello(), ClearMessages.OutOfPlace);
        }

        if (handshake.Retried && !handshake.HelloRepeated) events.OnUnrepeatable();
        handshake.ServerHello = hello;
        handshake.Transcript.HasDatagramHeaders =
            hello.NegotiatedVersion.IsDtls13() && hello.NegotiatedVersion != ProtocolVersion.Dtls13;
        handshake.Transcript.HasBodiesOnly = hello.NegotiatedVersion == ProtocolVersions.DraftDtls10;
        handshake.CipherSuite = CipherSuite.Find(hello.CipherSuite);
        handshake.ReadKeyExchangeAgain();
        report.OnServerHello(hello, handshake.CipherSuite);
        if (handshake.IsTls13)
        {
            // If the capture begins later, the hello may be the second one, and the first and the HelloRetryRequest are missing.
            if (!handshake.HelloRepeated && !events.IsStartSeen(client.Side)) handshake.IsTranscriptBroken = true;
            bool isClientUnderKeys = IsDecryptedUnder(client, handshake, Epoch.Handshake);
            if (!IsDecryptedUnder(events.DirectionOf(Sender.Server), handshake, Epoch.Handshake))
                events.OnKeysNext(Sender.Server, handshake, Epoch.Handshake);
            if (!isClientUnderKeys && (client.Epoch != Epoch.EarlyData || handshake is { Retried: true, HelloRepeated: true }))
                events.OnKeysNext(Sender.Client, handshake, Epoch.Handshake);
            return !isClientUnderKeys && handshake.ClearPlaces[(int)Sender.Client] > ClearPlace.Hello;
        }

        if (handshake.ClientHello is { EarlyData: true }) events.OnKeysTakenBack(Sender.Client);
        EarlyClientFlight.OnServerHello(handshake, client, events);
        return false;
    }

    /// <summary>
    /// Whether records were decrypted with keys of this handshake, of this epoch or a later one, although its hello was not read yet.
    /// </summary>
    private static bool IsDecryptedUnder(IDirectionView direction, Handshake handshake, Epoch epoch) =>
        direction.Decrypted > 0 && direction.Epoch >= epoch && direction.Handshake == handshake;
}
