using TlsDissect.Handshake;

namespace TlsDissect.Connections;

/// <summary>Bytes of memory that a connection's lists take. They only grow, until all are let go of.</summary>
internal sealed class ListedBytes(DissectorContext context)
{
    private List<CertificateDetails>? _certificates;

    /// <summary>The bytes. Certificates that several connections may have sent are not among them: who holds them all is counted elsewhere.</summary>
    public long Bytes { get; private set; }

    /// <summary>A message is on the list.</summary>
    public void Add(MessageEntry entry)
    {
        Bytes += HeldBytes.Message + Footprint.Of(entry.Malformed);
        if (entry.Message is HandshakeMessage message) Add(message);
    }

    /// <summary>A message is kept that the list had no room for.</summary>
    public void Add(HandshakeMessage message)
    {
        Bytes += Footprint.Of(message);
        Certificate? certificate = message as Certificate ?? (message as CompressedCertificate)?.Certificate;
        if (certificate is null) return;
        foreach (CertificateEntry entry in certificate.Entries)
        {
            if (entry.Details is not CertificateDetails details) continue;
            (_certificates ??= []).Add(details);
            context.Certificates.Holders.Add(details);
        }
    }

    /// <summary>An alert is on the list.</summary>
    public void AddAlert() => Bytes += HeldBytes.Alert;

    /// <summary>A violation is on the list.</summary>
    public void AddViolation() => Bytes += HeldBytes.Violation;

    /// <summary>The connection does not hold them any more.</summary>
    public void Release()
    {
        foreach (CertificateDetails details in _certificates ?? []) context.Certificates.Holders.Remove(details);
        (_certificates, Bytes) = (null, 0);
    }
}
