using TlsDissect.Transport;

namespace TlsDissect.Keys;

/// <summary>The public keys of the certificates that came last; the oldest goes when there are too many. One per dissector.</summary>
internal sealed class VerificationKeys(int capacity, MemoryAccount? memory = null)
{
    /// <summary>Bytes of memory that a key takes, most of them OpenSSL's; the longest take a few thousand more.</summary>
    private const int KeyBytes = 6000;

    private readonly Dictionary<byte[], VerificationKey?> _keys = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<byte[]> _oldestFirst = [];

    /// <summary>Whether the key was read before.</summary>
    public bool Knows(byte[] subjectPublicKeyInfo) => _keys.ContainsKey(subjectPublicKeyInfo);

    /// <summary>The key of a SubjectPublicKeyInfo; <c>null</c> where it holds none that is known.</summary>
    /// <param name="subjectPublicKeyInfo">Found again by reference: parsed certificates are shared.</param>
    public VerificationKey? Get(byte[] subjectPublicKeyInfo)
    {
        if (_keys.TryGetValue(subjectPublicKeyInfo, out VerificationKey? known)) return known;
        if (_oldestFirst.Count >= capacity) Forget();
        VerificationKey? key = VerificationKey.TryRead(subjectPublicKeyInfo);
        _keys.Add(subjectPublicKeyInfo, key);
        _oldestFirst.Enqueue(subjectPublicKeyInfo);
        memory?.Add(KeyBytes);
        return key;
    }

    /// <summary>Bytes of memory taken.</summary>
    public long Held => (long)_oldestFirst.Count * KeyBytes;

    /// <summary>Forgets all keys. They are read again when needed.</summary>
    public void Clear()
    {
        while (_oldestFirst.Count > 0) Forget();
    }

    private void Forget()
    {
        _keys.Remove(_oldestFirst.Dequeue(), out VerificationKey? oldest);
        oldest?.Dispose();
        memory?.Add(-KeyBytes);
    }
}
