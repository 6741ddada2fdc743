using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Connections;

/// <summary>Counts the memory of a connection's lists. The count only grows until all of it is released.</summary>
internal sealed class ListedBytes(CertificateHolders holders)
{
    private List<CertificateDetails>? _certificates;

    /// <summary>Bytes without certificates: connections share those, and the cache of certificates counts them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Counts a message on the list.</summary>
    public void Add(MessageEntry entry)
    {
        Bytes += HeldBytes.Message + Footprint.Of(entry.Malformed) + (entry.Kept?.Held ?? 0);
        if (entry.Message is HandshakeMessage message) Add(message);
    }

    /// <summary>Counts a message that is kept although the list is full.</summary>
    public void Add(HandshakeMessage message)
    {
        Bytes += Footprint.Of(message);
        Certificate? certificate = message as Certificate ?? (message as CompressedCertificate)?.Certificate;
        if (certificate is null) return;
        foreach (CertificateEntry entry in certificate.Entries)
        {
            if (entry.Details is not CertificateDetails details) continue;
            (_certificates ??= []).Add(details);
            holders.Add(details);
        }
    }

    /// <summary>Counts texts that replace others.</summary>
    public void Exchange(ImmutableArray<string> before, ImmutableArray<string> after) =>
        Bytes += Footprint.Of(after) - Footprint.Of(before);

    /// <summary>Counts an alert on the list.</summary>
    public void AddAlert() => Bytes += HeldBytes.Alert;

    /// <summary>Counts a violation on the list.</summary>
    public void AddViolation() => Bytes += HeldBytes.Violation;

    /// <summary>Releases the count, because the connection no longer holds the lists.</summary>
    public void Release()
    {
        foreach (CertificateDetails details in _certificates ?? []) holders.Remove(details);
        (_certificates, Bytes) = (null, 0);
    }
}
