using TlsDissect.Messages.Certificates;
using TlsDissect.Transport;

namespace TlsDissect.Messages;

/// <summary>
/// Counts the holders of each parsed certificate: the cache, and connections that list it. Its bytes are counted once, while it has a
/// holder. A thousand connections to one server share its certificate, and a connection may keep one that has left the cache.
/// </summary>
internal sealed class CertificateHolders(MemoryAccount? memory)
{
    /// <summary>Bytes of its entries in the table of holders and in the cache.</summary>
    private const int Places = 96;

    private readonly Dictionary<CertificateDetails, int> _holders = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a holder.</summary>
    public void Add(CertificateDetails details)
    {
        ref int holders = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_holders, details, out _);
        if (holders++ == 0) memory?.Add(Size(details));
    }

    /// <summary>Removes a holder.</summary>
    public void Remove(CertificateDetails details)
    {
        ref int holders = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_holders, details);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref holders) || --holders > 0) return;
        _holders.Remove(details);
        memory?.Add(-Size(details));
    }

    /// <summary>Bytes of memory that a certificate uses.</summary>
    public static int Size(CertificateDetails details) => Footprint.Of(details) + Places;
}
