using System.Buffers.Binary;
using System.Globalization;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Why;

/// <summary>What keys that fit nothing are compared with: the certificates and identities in the capture.</summary>
internal sealed class CaptureFacts
{
    /// <summary>Limit on the certificates that are counted.</summary>
    private const int MaxCertificates = 10_000;

    private const int MaxIdentities = 100;

    /// <summary>The first half of each SHA-256.</summary>
    private readonly HashSet<UInt128> _certificates = [];
    private readonly SortedSet<string> _identities = new(StringComparer.Ordinal);

    /// <summary>Number of connections.</summary>
    public long Connections { get; private set; }

    /// <summary>Number of connections of TLS 1.3 whose server's certificate stays encrypted.</summary>
    public long HiddenCertificates { get; private set; }

    /// <summary>Number of different servers' certificates.</summary>
    public int Certificates => _certificates.Count;

    /// <summary>The same as text.</summary>
    public string CertificateCount =>
        Certificates.ToString("N0", CultureInfo.InvariantCulture) + (Certificates >= MaxCertificates ? " or more" : "");

    /// <summary>Identities of pre-shared keys, a byte a character. Hostile text.</summary>
    public IReadOnlyCollection<string> Identities => _identities;

    public void Add(ConnectionFit fit)
    {
        Connections++;
        if (fit.Certificate is CertificateDetails certificate) Add(certificate);
        else if (fit.Connection.Version.IsTls13() && fit.PskIdentity is null) HiddenCertificates++;
        if (fit.PskIdentity is string identity && _identities.Count < MaxIdentities) _identities.Add(identity);
    }

    /// <summary>Adds the facts of another part of the same input.</summary>
    public void Add(CaptureFacts other)
    {
        Connections += other.Connections;
        HiddenCertificates += other.HiddenCertificates;
        _certificates.UnionWith(other._certificates);
        _identities.UnionWith(other._identities);
    }

    private void Add(CertificateDetails certificate)
    {
        if (_certificates.Count < MaxCertificates) _certificates.Add(BinaryPrimitives.ReadUInt128BigEndian(certificate.Sha256.Span));
    }
}
