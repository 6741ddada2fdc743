using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>
/// Collects the values of a connection that have to be new: the randoms of both sides and their ephemeral keys, for each handshake of which
/// both hellos were seen. Those of the others cannot be told from copies of captured packets.
/// </summary>
internal ref struct FreshValues
{
    /// <summary>Limit on the values of one connection.</summary>
    private const int Most = 16;

    /// <summary>Shorter keys are not keys: the key share of GREASE has one byte.</summary>
    private const int ShortestKey = 16;

    private readonly List<FreshValue> _values;
    private HandshakeRandoms _randoms;
    private bool _isComplete;

    private FreshValues(List<FreshValue> values) => _values = values;

    /// <summary>The values of a connection, in order.</summary>
    public static List<FreshValue> Of(ConnectionSummary connection)
    {
        // Most connections without both hellos were never handshakes.
        if (connection.ClientHelloList.Count == 0 || connection.ServerHelloList.Count == 0) return [];
        FreshValues values = new(new List<FreshValue>(6));
        values.Collect(connection.MessageList);
        return values._values;
    }

    private void Collect(List<MessageEntry> messages)
    {
        MessageEntry? offer = null;
        string group = "DH";
        foreach (MessageEntry entry in messages)
        {
            switch (entry.Message)
            {
                case ClientHello:
                    (offer, _isComplete) = (entry, false);
                    break;
                case ServerHello { IsHelloRetryRequest: false } hello when offer?.Message is ClientHello client:
                    Add(client, offer.Position.Packet, hello, entry.Position.Packet);
                    break;
                case ServerKeyExchange exchange:
                    group = exchange.Group?.RegisteredName() ?? "DH";
                    AddKey(exchange.PublicKey, group, entry);
                    AddKey(exchange.RsaModulus, "RSA", entry);
                    break;
                case ClientKeyExchange exchange:
                    AddKey(exchange.PublicKey, group, entry);
                    break;
            }
        }
    }

    private void Add(ClientHello client, long clientPacket, ServerHello server, long serverPacket)
    {
        _isComplete = client.Random.Length == 32 && server.Random.Length == 32;
        if (!_isComplete) return;
        ValueIdentity clientRandom = ValueIdentity.OfRandom(client.Random.Span), serverRandom = ValueIdentity.OfRandom(server.Random.Span);
        _randoms = new HandshakeRandoms(clientRandom.GetHashCode(), serverRandom.GetHashCode());
        Add(clientRandom, Sender.Client, clientPacket, null);
        Add(serverRandom, Sender.Server, serverPacket, null);
        if (!server.NegotiatedVersion.IsTls13()) return;
        foreach (KeyShare share in client.KeyShares) AddShare(share, Sender.Client, clientPacket);
        if (server.KeyShare is { } own) AddShare(own, Sender.Server, serverPacket);
    }

    private void AddShare(in KeyShare share, Sender from, long packet)
    {
        if (!Grease.IsGrease((ushort)share.Group)) AddKey(share.KeyExchange.Span, share.Group.RegisteredName(), from, packet);
    }

    private void AddKey(byte[] key, string what, MessageEntry entry) => AddKey(key, what, entry.From, entry.Position.Packet);

    private void AddKey(ReadOnlySpan<byte> key, string what, Sender from, long packet)
    {
        if (_isComplete && key.Length >= ShortestKey) Add(ValueIdentity.OfKey(key), from, packet, what);
    }

    private void Add(in ValueIdentity identity, Sender from, long packet, string? what)
    {
        if (_values.Count < Most) _values.Add(new FreshValue(identity, from, packet, _randoms, what));
    }
}
