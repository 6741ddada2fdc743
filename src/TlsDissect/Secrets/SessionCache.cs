using TlsDissect.Connections;
using TlsDissect.Handshakes;
using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>
/// Master secrets of sessions that may be resumed, by session ID and by ticket. The host pair is part of the key: whatever number of
/// dissectors share the work, each connection finds the same sessions.
/// </summary>
internal sealed class SessionCache(int capacity, MemoryAccount memory)
{
    /// <summary>Sessions may take one part in this many of the memory budget, so that connections have room too.</summary>
    private const int ShareOfMemory = 8;

    private readonly Dictionary<Key, SessionSecret> _sessions = [];
    private readonly Queue<Key> _oldest = new();

    private readonly record struct Key(IpAddress Client, IpAddress Server, UInt128 Identity, int Length);

    /// <summary>Keeps the secret of a session that may be resumed, once it is verified.</summary>
    public void Remember(ConnectionSummary connection, Handshake handshake)
    {
        if (handshake.Secret is not SessionSecret secret) return;
        SessionSecret resumable = secret with { Source = SecretSource.Resumed, Certain = false, Note = null };
        Store(connection.Client, connection.Server, handshake.ServerHello!.SessionId, resumable);
        Store(connection.Client, connection.Server, handshake.IssuedTicket, resumable);
    }

    public void Store(in IpEndpoint client, in IpEndpoint server, ReadOnlySpan<byte> identity, SessionSecret secret)
    {
        if (identity.IsEmpty || capacity <= 0) return;
        Key key = MakeKey(client, server, identity);
        if (!_sessions.TryAdd(key, secret))
        {
            _sessions[key] = secret;
            return;
        }

        _oldest.Enqueue(key);
        memory.Add(HeldBytes.Session);
        if (_oldest.Count <= capacity && (long)_oldest.Count * HeldBytes.Session <= memory.Budget.MaxBytes / ShareOfMemory) return;
        _sessions.Remove(_oldest.Dequeue());
        memory.Add(-HeldBytes.Session);
    }

    public SessionSecret? Find(in IpEndpoint client, in IpEndpoint server, ReadOnlySpan<byte> identity) =>
        identity.IsEmpty ? null : _sessions.GetValueOrDefault(MakeKey(client, server, identity));

    /// <summary>Half a SHA-256 stands for the identity: tickets are long, and collisions only cost a failed trial.</summary>
    private static Key MakeKey(in IpEndpoint client, in IpEndpoint server, ReadOnlySpan<byte> identity)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(identity, hash);
        return new Key(client.Address, server.Address, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), identity.Length);
    }
}
