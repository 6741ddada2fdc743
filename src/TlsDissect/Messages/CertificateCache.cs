using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Messages;

/// <summary>
/// Caches parsed certificates, because the same few are sent repeatedly. One per dissector. When it is full, the oldest is dropped.
/// Returned certificates are shared and never change.
/// </summary>
internal sealed class CertificateCache(int capacity, MemoryAccount? memory = null)
{
    /// <summary>Limit, in bytes, on the certificates that it keeps alive. One may have 256 KB.</summary>
    private readonly long _maxBytes = Math.Min(64 << 20, (memory?.Budget.MaxBytes ?? long.MaxValue) / 16);

    private readonly Dictionary<UInt128, CertificateDetails> _byHash = [];
    private readonly Queue<UInt128> _oldestFirst = [];

    private readonly Dictionary<int, Certificate> _messages = [];

    /// <summary>Number of certificates kept.</summary>
    public int Count => _byHash.Count;

    /// <summary>Bytes of memory that it keeps alive.</summary>
    public long Held { get; private set; }

    /// <summary>Counts the holders of certificates: the cache and connections.</summary>
    public CertificateHolders Holders { get; } = new(memory);

    /// <summary>Drops all certificates. They are parsed again when they are sent again.</summary>
    public void Clear()
    {
        while (_oldestFirst.Count > 0) ForgetOldest();
        ClearMessages();
    }

    /// <summary>Gets the parsed certificate. <paramref name="der"/> is copied if it is new.</summary>
    public CertificateDetails Get(ReadOnlySpan<byte> der)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der, sha256);
        // Half of the hash finds it, and all of it decides, so that one certificate cannot be made to pass for another.
        UInt128 key = MemoryMarshal.Read<UInt128>(sha256);
        if (_byHash.TryGetValue(key, out CertificateDetails? known) && sha256.SequenceEqual(known.Sha256.Span)) return known;

        CertificateDetails details = CertificateParser.Parse(der.ToArray(), sha256.ToArray());
        if (known is null) Add(key, details);
        return details;
    }

    /// <summary>
    /// Finds an earlier message of TLS 1.2 or before. It is found by its length and its end and compared whole, so that its certificates
    /// need not be hashed again.
    /// </summary>
    /// <param name="body">The message's body.</param>
    public Certificate? Find(ReadOnlySpan<byte> body) =>
        _messages.TryGetValue(KeyOf(body), out Certificate? known) && IsBodyOf(known, body) ? known : null;

    /// <summary>Keeps a message for <see cref="Find"/>.</summary>
    public void Add(ReadOnlySpan<byte> body, Certificate message)
    {
        int key = KeyOf(body);
        if (capacity <= 0 || _messages.ContainsKey(key) || !IsBodyOf(message, body)) return;
        if (_messages.Count >= capacity || Held > _maxBytes) ClearMessages();
        _messages.Add(key, message);
        foreach (CertificateEntry entry in message.Entries) Hold(entry.Details);
    }

    private void ClearMessages()
    {
        foreach (Certificate message in _messages.Values)
        {
            foreach (CertificateEntry entry in message.Entries) LetGo(entry.Details);
        }

        _messages.Clear();
    }

    private void Hold(CertificateDetails? details)
    {
        if (details is null) return;
        Held += CertificateHolders.Size(details);
        Holders.Add(details);
    }

    private void LetGo(CertificateDetails? details)
    {
        if (details is null) return;
        Held -= CertificateHolders.Size(details);
        Holders.Remove(details);
    }

    private void ForgetOldest()
    {
        if (_byHash.Remove(_oldestFirst.Dequeue(), out CertificateDetails? oldest)) LetGo(oldest);
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
            if (!list.ReadVector24("certificate").ReadToEnd().SequenceEqual(entry.Der.Span)) return false;
        }

        return list.IsEmpty && reader.IsEmpty && !error.IsSet;
    }

    private void Add(UInt128 key, CertificateDetails details)
    {
        if (capacity == 0) return;
        while (_byHash.Count > 0 && (_byHash.Count == capacity || Held > _maxBytes)) ForgetOldest();
        _byHash.Add(key, details);
        _oldestFirst.Enqueue(key);
        Hold(details);
    }
}
