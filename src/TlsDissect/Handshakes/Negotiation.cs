using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Applies hellos: the version and suite that they negotiate, and the keys that records come under next.</summary>
internal sealed class Negotiation(TlsConnection connection, ConnectionReport report)
{
    /// <summary>A ClientHello, the first or the one that a HelloRetryRequest asks for.</summary>
    public void OnClientHello(Handshake handshake, ClientHello hello)
    {
        handshake.HelloRepeated = handshake.ClientHello is not null;
        handshake.FirstHello = handshake.ClientHello ?? hello;
        handshake.ClientHello = hello;
        // After a HelloRetryRequest early data is over, and what follows is in the clear again.
        connection.DirectionOf(Sender.Client).SentProtected &= !handshake.HelloRepeated;
        report.OnClientHello(hello);
        if (hello.EarlyData && !connection.DirectionOf(Sender.Client).IsDecryptedUnder(handshake, Tls13Epoch.EarlyData)) connection.AwaitKeys(Sender.Client, handshake, Tls13Epoch.EarlyData);
    }

    /// <summary>
    /// A ServerHello or HelloRetryRequest. Returns <c>true</c> if the client's messages in the clear after its hello are to be discarded: only now is it known that the
    /// version is TLS 1.3, which has none.
    /// </summary>
    public bool OnServerHello(Handshake handshake, ServerHello hello)
    {
        Direction client = connection.DirectionOf(Sender.Client);
        if (hello.IsHelloRetryRequest)
        {
            handshake.Retried = true;
            // The change_cipher_spec that the client sends with its second hello was middlebox compatibility. Behind a ClientKeyExchange it was not.
            if (client is { State: ReadState.AwaitingKeys, Epoch: Tls13Epoch.Initial } && handshake.ClientKeyExchange is null) client.Unprotect();
            report.OnServerHello(hello, null);
            return false;
        }

        RetryRequests.OnServerHello(handshake, hello, report);
        // The server's direction is whole and has no HelloRetryRequest: nothing asked for a second hello.
        if (handshake is { HelloRepeated: true, Retried: false, IsDamaged: false } && report.Summary.Tcp.MissingBytes == 0)
        {
            connection.StayRestored();
            report.TakeBack(handshake.TakeBackSecondHello(), ClearMessages.OutOfPlace);
        }

        if (handshake.Retried && !handshake.HelloRepeated) connection.StayRestored();
        handshake.ServerHello = hello;
        handshake.CipherSuite = CipherSuites.Find(hello.CipherSuite);
        handshake.ReadKeyExchangeAgain();
        report.OnServerHello(hello, handshake.CipherSuite);
        if (handshake.IsTls13)
        {
            bool isClientUnderKeys = client.IsDecryptedUnder(handshake);
            if (!connection.DirectionOf(Sender.Server).IsDecryptedUnder(handshake)) connection.AwaitKeys(Sender.Server, handshake, Tls13Epoch.Handshake);
            if (!isClientUnderKeys && (client.Epoch != Tls13Epoch.EarlyData || handshake is { Retried: true, HelloRepeated: true })) connection.AwaitKeys(Sender.Client, handshake, Tls13Epoch.Handshake);
            return !isClientUnderKeys && handshake.ClearPlaces[(int)Sender.Client] > ClearMessages.Hello;
        }

        if (handshake.ClientHello is { EarlyData: true }) client.Unprotect();
        EarlyClientFlight.OnServerHello(handshake, client, connection);
        return false;
    }
}
