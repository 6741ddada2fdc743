using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Applies hellos: the version and suite that they negotiate, and the keys that records come under next.</summary>
internal sealed class Negotiation(TlsConnection connection, ConnectionReport report)
{
    /// <summary>A ClientHello, the first or the one that a HelloRetryRequest asks for.</summary>
    public void OnClientHello(HandshakeFlow flow, ClientHello hello)
    {
        flow.HelloRepeated = flow.ClientHello is not null;
        flow.FirstHello = flow.ClientHello ?? hello;
        flow.ClientHello = hello;
        // After a HelloRetryRequest early data is over, and what follows is in the clear again.
        connection.DirectionOf(Sender.Client).SentProtected &= !flow.HelloRepeated;
        report.OnClientHello(hello);
        if (hello.EarlyData && !connection.DirectionOf(Sender.Client).IsOpenedUnder(flow, Tls13Epoch.EarlyData)) connection.AwaitKeys(Sender.Client, flow, Tls13Epoch.EarlyData);
    }

    /// <summary>
    /// A ServerHello or HelloRetryRequest. Returns <c>true</c> if the client's messages in the clear after its hello are to be discarded: only now is it known that the
    /// version is TLS 1.3, which has none.
    /// </summary>
    public bool OnServerHello(HandshakeFlow flow, ServerHello hello)
    {
        Direction client = connection.DirectionOf(Sender.Client);
        if (hello.IsHelloRetryRequest)
        {
            flow.Retried = true;
            // The change_cipher_spec that the client sends with its second hello was middlebox compatibility. Behind a ClientKeyExchange it was not.
            if (client is { State: ReadState.AwaitingKeys, Epoch: Tls13Epoch.Initial } && flow.ClientKeyExchange is null) client.Unprotect();
            report.OnServerHello(hello, null);
            return false;
        }

        RetryRequests.OnServerHello(flow, hello, report);
        // The server's direction is whole and has no HelloRetryRequest: nothing asked for a second hello.
        if (flow is { HelloRepeated: true, Retried: false, IsDamaged: false } && report.Summary.Tcp.MissingBytes == 0)
        {
            connection.StayAwake();
            report.TakeBack(flow.TakeBackSecondHello(), ClearMessages.OutOfPlace);
        }

        if (flow.Retried && !flow.HelloRepeated) connection.StayAwake();
        flow.ServerHello = hello;
        flow.CipherSuite = CipherSuites.Find(hello.CipherSuite);
        flow.ReadKeyExchangeAgain();
        report.OnServerHello(hello, flow.CipherSuite);
        if (flow.IsTls13)
        {
            bool isClientUnderKeys = client.IsOpenedUnder(flow);
            if (!connection.DirectionOf(Sender.Server).IsOpenedUnder(flow)) connection.AwaitKeys(Sender.Server, flow, Tls13Epoch.Handshake);
            if (!isClientUnderKeys && (client.Epoch != Tls13Epoch.EarlyData || flow is { Retried: true, HelloRepeated: true })) connection.AwaitKeys(Sender.Client, flow, Tls13Epoch.Handshake);
            return !isClientUnderKeys && flow.ClearPlaces[(int)Sender.Client] > ClearMessages.Hello;
        }

        if (flow.ClientHello is { EarlyData: true }) client.Unprotect();
        EarlyClientFlight.OnServerHello(flow, client, connection);
        return false;
    }
}
