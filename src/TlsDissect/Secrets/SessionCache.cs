using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>
/// Caches master secrets of sessions that may be resumed, by session ID and by ticket, for each pair of client and server.
/// </summary>
internal sealed class SessionCache(ISessionStore store)
{
    /// <summary>Remembers the verified secret of a session that may be resumed.</summary>
    public void Remember(in IpEndpoint client, in IpEndpoint server, IHandshakeFacts handshake)
    {
        if (handshake.Secret is not SessionSecret secret) return;
        SessionSecret resumable = secret with { Source = SecretSource.Resumed, Certain = false, Note = null };
        Store(client, server, handshake.ServerHello!.SessionId.Span, resumable);
        Store(client, server, handshake.IssuedTicket, resumable);
    }

    public void Store(in IpEndpoint client, in IpEndpoint server, ReadOnlySpan<byte> identity, SessionSecret secret)
    {
        if (!identity.IsEmpty) store.Store(MakeKey(client, server, identity), secret);
    }

    public SessionSecret? Find(in IpEndpoint client, in IpEndpoint server, ReadOnlySpan<byte> identity) =>
        identity.IsEmpty ? null : store.Find(MakeKey(client, server, identity));

    /// <summary>Creates the key of a session. Half a hash represents the identity, because tickets are long.</summary>
    private static SessionKey MakeKey(in IpEndpoint client, in IpEndpoint server, ReadOnlySpan<byte> identity)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(identity, hash);
        return new SessionKey(client.Address, server.Address, BinaryPrimitives.ReadUInt128BigEndian(hash), identity.Length);
    }
}
