using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>The key of a session: client, server, and half a SHA-256 of its identity. A collision only causes a failed trial.</summary>
internal readonly record struct SessionKey(IpAddress Client, IpAddress Server, UInt128 Identity, int Length);

/// <summary>Secrets of sessions that may be resumed.</summary>
internal interface ISessionStore
{
    /// <summary>Stores a secret, replacing an earlier one.</summary>
    void Store(in SessionKey key, SessionSecret secret);

    /// <summary>Finds the secret stored last. Returns <c>null</c> if there is none, or too many were stored after it.</summary>
    SessionSecret? Find(in SessionKey key);
}

/// <summary>
/// The secrets of a single dissector, or of several that take turns (<see cref="SharedSessions"/>). Beyond the limit, the oldest key is
/// dropped.
/// </summary>
internal sealed class SessionStore(DissectorOptions options, MemoryAccount memory) : ISessionStore
{
    /// <summary>Bytes of memory that a session and its secret use.</summary>
    public const int Held = 320;

    /// <summary>Sessions may use one part in this many of the memory budget, so that connections have room.</summary>
    private const int ShareOfMemory = 8;

    private readonly long _capacity = Math.Min(options.MaxSessions, options.Memory.MaxBytes / ShareOfMemory / Held);
    private readonly Dictionary<SessionKey, SessionSecret> _sessions = [];
    private readonly Queue<SessionKey> _oldest = new();

    public void Store(in SessionKey key, SessionSecret secret)
    {
        if (!_sessions.TryAdd(key, secret))
        {
            _sessions[key] = secret;
            return;
        }

        _oldest.Enqueue(key);
        memory.Add(Held);
        if (_oldest.Count <= _capacity) return;
        _sessions.Remove(_oldest.Dequeue());
        memory.Add(-Held);
    }

    public SessionSecret? Find(in SessionKey key) => _sessions.GetValueOrDefault(key);
}
