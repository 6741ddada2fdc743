using System.Collections.Frozen;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Maps a server's port to the one on which its plaintext is shown. Other programs recognize a protocol by its port, and would look for TLS
/// on TLS ports.
/// </summary>
/// <remarks>
/// The user's mapping comes first, then the protocol that ALPN negotiated, then the registered pairs of ports with and without TLS.
/// </remarks>
internal sealed class PortMap
{
    private static readonly FrozenDictionary<string,
        ushort> ByProtocol = FrozenDictionary.ToFrozenDictionary<(string Protocol, ushort Port), string, ushort>(
    [
        ("http/0.9", 80), ("http/1.0", 80), ("http/1.1", 80), ("h2", 80), ("hq-interop", 80),
        ("ftp", 21), ("imap", 143), ("pop3", 110), ("managesieve", 4190),
        ("dot", 53), ("doq", 53),
        ("xmpp-client", 5222), ("xmpp-server", 5269), ("mqtt", 1883), ("coap", 5683), ("co", 5683), ("stun.turn", 3478),
        ("stun.nat-discovery", 3478), ("nntp", 119), ("sip/2", 5060), ("postgresql", 5432), ("irc", 6667),
    ], pair => pair.Protocol, pair => pair.Port);

    private static readonly FrozenDictionary<ushort,
        ushort> ByPort = FrozenDictionary.ToFrozenDictionary<(ushort Tls, ushort Plain), ushort, ushort>(
    [
        (443, 80), (8443, 8080), (465, 25), (563, 119), (636, 389), (853, 53), (989, 20), (990, 21), (992, 23), (993, 143), (994, 194),
        (995, 110), (2376, 2375),
        (3269, 3268), (5061, 5060), (5223, 5222), (5349, 3478), (5671, 5672), (5684, 5683), (6514, 514), (6697, 6667),
        (8883, 1883), (10161, 161), (10162, 162),
    ], pair => pair.Tls, pair => pair.Plain);

    private readonly Dictionary<ushort, ushort> _own;

    /// <summary>Creates a map.</summary>
    /// <param name="own">Pairs that override all others.</param>
    public PortMap(IReadOnlyDictionary<ushort, ushort> own) => _own = new Dictionary<ushort, ushort>(own);

    /// <summary>Returns the port to show.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="alpn">The negotiated protocol, or <c>null</c>.</param>
    public ushort Map(ushort port, string? alpn)
    {
        if (_own.TryGetValue(port, out ushort shown)) return shown;
        if (alpn is not null && ByProtocol.TryGetValue(alpn, out shown)) return shown;
        return ByPort.GetValueOrDefault(port, port);
    }
}
