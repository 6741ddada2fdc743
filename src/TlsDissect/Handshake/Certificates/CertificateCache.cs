using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Handshake.Certificates;

/// <summary>
/// Certificates that were parsed before: the same few come again and again. One per dissector; the oldest goes when it is full. Returned
/// certificates are shared and never change.
/// </summary>
internal sealed class CertificateCache(int capacity)
{
    private readonly Dictionary<UInt128, CertificateDetails> _byHash = [];
    private readonly Queue<UInt128> _oldestFirst = [];

    private readonly Dictionary<int, Certificate> _messages = [];

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

    /// <summary>
    /// A message of TLS 1.2 and before that came before, found by its length and its end and compared whole: the certificates in it need not be hashed again.
    /// </summary>
    /// <param name="body">The message's body.</param>
    public Certificate? Find(ReadOnlySpan<byte> body) => _messages.TryGetValue(KeyOf(body), out Certificate? known) && IsBodyOf(known, body) ? known : null;

    /// <summary>Keeps a message for <see cref="Find"/>.</summary>
    public void Add(ReadOnlySpan<byte> body, Certificate message)
    {
        if (_messages.Count >= capacity) _messages.Clear();
        if (capacity > 0 && IsBodyOf(message, body)) _messages[KeyOf(body)] = message;
    }

    private static int KeyOf(ReadOnlySpan<byte> body)
    {
        HashCode hash = default;
        hash.Add(body.Length);
        hash.AddBytes(body[^Math.Min(body.Length, 64)..]);
        return hash.ToHashCode();
    }

    /// <summary>Whether the body is the list of the message's certificates, each with its length, and nothing else.</summary>
    private static bool IsBodyOf(Certificate message, ReadOnlySpan<byte> body)
    {
        DecodeError error = default;
        TlsReader reader = new(body, ref error);
        TlsReader list = reader.ReadVector24("certificate_list");
        foreach (CertificateEntry entry in message.Entries)
        {
            if (!list.ReadVector24("certificate").ReadToEnd().SequenceEqual(entry.Der)) return false;
        }

        return list.IsEmpty && reader.IsEmpty && !error.IsSet;
    }

    private void Add(UInt128 key, CertificateDetails details)
    {
        if (capacity == 0) return;
        if (_byHash.Count == capacity) _byHash.Remove(_oldestFirst.Dequeue());
        _byHash.Add(key, details);
        _oldestFirst.Enqueue(key);
    }
}
