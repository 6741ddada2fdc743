using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TlsDissect.Handshake.Certificates;

/// <summary>
/// Certificates that were parsed before: the same few come again and again. One per dissector; the oldest goes when it is full. Returned
/// certificates are shared and never change.
/// </summary>
internal sealed class CertificateCache(int capacity)
{
    private readonly Dictionary<UInt128, CertificateDetails> _byHash = [];
    private readonly Queue<UInt128> _oldestFirst = [];

    /// <summary>How many are kept.</summary>
    public int Count => _byHash.Count;

    /// <summary>The parsed certificate; <paramref name="der"/> is copied where it is new.</summary>
    public CertificateDetails Get(ReadOnlySpan<byte> der)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der, sha256);
        // Half of the hash finds it, all of it decides: nobody can make one certificate pass for another.
        UInt128 key = MemoryMarshal.Read<UInt128>(sha256);
        if (_byHash.TryGetValue(key, out CertificateDetails? known) && sha256.SequenceEqual(known.Sha256)) return known;

        CertificateDetails details = CertificateParser.Parse(der.ToArray(), sha256.ToArray());
        if (known is null) Add(key, details);
        return details;
    }

    private void Add(UInt128 key, CertificateDetails details)
    {
        if (capacity == 0) return;
        if (_byHash.Count == capacity) _byHash.Remove(_oldestFirst.Dequeue());
        _byHash.Add(key, details);
        _oldestFirst.Enqueue(key);
    }
}
