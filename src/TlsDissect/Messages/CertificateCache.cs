using TlsDissect.Messages.Certificates;
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

    private readonly Dictionary<int, CertificateDetails> _byContent = [];
    private readonly Queue<int> _oldestFirst = [];

    /// <summary>Number of certificates kept.</summary>
    public int Count => _byContent.Count;

    /// <summary>Bytes of memory that it keeps alive.</summary>
    public long Held { get; private set; }

    /// <summary>Counts the holders of certificates: the cache and connections.</summary>
    public CertificateHolders Holders { get; } = new(memory);

    /// <summary>Drops all certificates. They are parsed again when they are sent again.</summary>
    public void Clear()
    {
        while (_oldestFirst.Count > 0) ForgetOldest();
    }

    /// <summary>
    /// Gets the parsed certificate. It is found by its length and its end, which is the signature's, and compared whole: hashing it again
    /// each time would cost more than all other work on a Certificate message.
    /// </summary>
    /// <param name="der">The certificate as sent; copied if it is new.</param>
    public CertificateDetails Get(ReadOnlySpan<byte> der)
    {
        int key = KeyOf(der);
        bool isTaken = _byContent.TryGetValue(key, out CertificateDetails? known);
        if (isTaken && der.SequenceEqual(known!.Der.Span)) return known;

        CertificateDetails details = CertificateParser.Parse(der.ToArray());
        if (!isTaken) Add(key, details);
        return details;
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
        if (_byContent.Remove(_oldestFirst.Dequeue(), out CertificateDetails? oldest)) LetGo(oldest);
    }

    /// <summary>Of certificates that were made to share it, the first is kept; the others are parsed each time.</summary>
    private static int KeyOf(ReadOnlySpan<byte> der)
    {
        const int end = 32;
        HashCode hash = default;
        hash.Add(der.Length);
        hash.AddBytes(der[^Math.Min(der.Length, end)..]);
        return hash.ToHashCode();
    }

    private void Add(int key, CertificateDetails details)
    {
        if (capacity == 0) return;
        while (_byContent.Count > 0 && (_byContent.Count == capacity || Held > _maxBytes)) ForgetOldest();
        _byContent.Add(key, details);
        _oldestFirst.Enqueue(key);
        Hold(details);
    }
}
