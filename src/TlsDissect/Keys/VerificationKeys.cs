using TlsDissect.Transport;

namespace TlsDissect.Keys;

/// <summary>Caches the public keys of the latest certificates and drops the oldest when there are too many. One per dissector.</summary>
internal sealed class VerificationKeys(int capacity, MemoryAccount? memory = null)
{
    /// <summary>Bytes of memory that a key uses, most of them in OpenSSL. The longest use a few thousand more.</summary>
    private const int KeyBytes = 6000;

    private readonly Dictionary<byte[], VerificationKey?> _keys = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<byte[]> _oldestFirst = [];

    /// <summary>Whether the key was read before.</summary>
    public bool Knows(byte[] subjectPublicKeyInfo) => _keys.ContainsKey(subjectPublicKeyInfo);

    /// <summary>Gets the key of a SubjectPublicKeyInfo; <c>null</c> if it contains no usable key.</summary>
    /// <param name="subjectPublicKeyInfo">Compared by reference, because parsed certificates are shared.</param>
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

    /// <summary>Bytes of memory used.</summary>
    public long Held => (long)_oldestFirst.Count * KeyBytes;

    /// <summary>Drops all keys. They are read again when needed.</summary>
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
