using TlsDissect.Tcp;

namespace TlsDissect.Handshake.Certificates;

/// <summary>
/// How many hold a parsed certificate: connections that list it, and the cache. Its bytes are counted once, from the first to the last of them: a thousand connections
/// to one server share its certificate, and a certificate that left the cache may live on in one.
/// </summary>
internal sealed class CertificateHolders(MemoryAccount? memory)
{
    /// <summary>A place in the table of holders, and in the cache.</summary>
    private const int Places = 96;

    private readonly Dictionary<CertificateDetails, int> _holders = new(ReferenceEqualityComparer.Instance);

    /// <summary>One more holds it.</summary>
    public void Add(CertificateDetails details)
    {
        ref int holders = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_holders, details, out _);
        if (holders++ == 0) memory?.Add(Size(details));
    }

    /// <summary>One less does.</summary>
    public void Remove(CertificateDetails details)
    {
        ref int holders = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_holders, details);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref holders) || --holders > 0) return;
        _holders.Remove(details);
        memory?.Add(-Size(details));
    }

    /// <summary>Bytes that a certificate takes.</summary>
    public static int Size(CertificateDetails details) => Footprint.Of(details) + Places;
}
