namespace TlsDissect.Keys;

/// <summary>All that a run was given to decrypt with. Shared by its dissectors: reading is safe from several threads.</summary>
public sealed class KeyRing
{
    private readonly IReadOnlyList<ServerKey> _serverKeys;

    /// <summary>A ring without keys.</summary>
    public static KeyRing Empty { get; } = new([], null);

    /// <summary>Makes one.</summary>
    /// <param name="serverKeys">RSA private keys.</param>
    /// <param name="keyLog">Secrets by client random, or <c>null</c>.</param>
    public KeyRing(IReadOnlyList<ServerKey> serverKeys, KeyLog? keyLog)
    {
        _serverKeys = serverKeys;
        KeyLog = keyLog;
    }

    /// <summary>RSA private keys in the order given.</summary>
    public IReadOnlyList<ServerKey> ServerKeys => _serverKeys;

    /// <summary>Secrets by client random.</summary>
    public KeyLog? KeyLog { get; }

    /// <summary>Whether secrets may still be added: records whose key is missing are worth keeping.</summary>
    public bool MayGrow { get; set; }

    /// <summary>Whether there is anything to decrypt with, now.</summary>
    public bool HasAny => HasServerKeys || KeyLog is { Count: > 0 };

    /// <summary>Whether there is any RSA private key.</summary>
    public bool HasServerKeys => _serverKeys.Count > 0;

    /// <summary>Whether TLS 1.3 may be opened, now or later.</summary>
    public bool HasTls13Secrets => MayGrow || KeyLog is { Count: > 0 };

    /// <summary>The key of a certificate's SubjectPublicKeyInfo, or <c>null</c>.</summary>
    public ServerKey? FindServerKey(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        foreach (ServerKey key in _serverKeys)
        {
            if (subjectPublicKeyInfo.SequenceEqual(key.SubjectPublicKeyInfo)) return key;
        }

        return null;
    }
}
