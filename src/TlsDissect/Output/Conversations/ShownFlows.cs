using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>The flows in which the conversations that are open are shown, so that no two of them are mixed.</summary>
internal sealed class ShownFlows(PortMap ports)
{
    /// <summary>With the server's endpoint in the capture.</summary>
    private readonly Dictionary<ShownFlow, IpEndpoint> _shown = [];

    /// <summary>
    /// The flow of a connection. The server's port is kept if another conversation of the same client has the mapped port at this time.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transport">TCP or UDP.</param>
    public ShownFlow Show(ConnectionSummary connection, TransportKind transport)
    {
        ShownFlow shown = new(transport, connection.Client, Mapped(connection));
        if (TryShow(shown, connection.Server)) return shown;
        for (shown = shown with { Server = connection.Server }; !TryShow(shown, connection.Server);)
            shown = shown with { Server = shown.Server with { Port = After(shown.Server.Port) } };
        return shown;
    }

    /// <summary>
    /// The flow of a stream of QUIC. The connection's streams have different client ports, so that programs do not take them for one flow.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="last">The flow of the stream before; <c>null</c> for the first. The search goes on after it.</param>
    public ShownFlow ShowStream(ConnectionSummary connection, ShownFlow? last)
    {
        ShownFlow shown = last is ShownFlow before
            ? before with { Client = before.Client with { Port = After(before.Client.Port) } }
            : new ShownFlow(TransportKind.Tcp, connection.Client, Mapped(connection));
        for (int tried = 1; !_shown.TryAdd(shown, connection.Server); tried++)
        {
            shown = shown with { Client = shown.Client with { Port = After(shown.Client.Port) } };
            if (tried % ushort.MaxValue == 0) shown = shown with { Server = shown.Server with { Port = After(shown.Server.Port) } };
        }

        return shown;
    }

    /// <summary>A conversation is over, and its flow may be used again.</summary>
    public void Remove(ShownFlow shown) => _shown.Remove(shown);

    private IpEndpoint Mapped(ConnectionSummary connection) =>
        connection.Server with { Port = ports.Map(connection.Server.Port, connection.Alpn) };

    private static ushort After(ushort port) => (ushort)Math.Max(1, (port + 1) & ushort.MaxValue);

    /// <summary>Whether a flow is free, or datagrams of an earlier session of the same flow are in it.</summary>
    private bool TryShow(ShownFlow shown, IpEndpoint server) =>
        _shown.TryAdd(shown, server) || (shown.Transport == TransportKind.Udp && _shown[shown] == server);
}
