using TlsDissect.Keys;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Cli.Why;

/// <summary>A given key or key log, or secrets in the capture: which connections belong to it, and which of them it decrypts.</summary>
/// <param name="kind">Its kind, as the source of a secret.</param>
/// <param name="name">The name of its file, or an identity; <c>null</c> for pre-shared keys that are tried for every identity.</param>
internal sealed class KeyFit(SecretSource kind, string? name)
{
    /// <summary>Limit on the certificates of a key that are told apart.</summary>
    private const int MaxCertificates = 100;

    private readonly Dictionary<string, CertificateFit> _certificates = [];
    private readonly SortedDictionary<DecryptionReason, long> _reasons = [];

    public SecretSource Kind { get; } = kind;

    public string? Name { get; } = name;

    /// <summary>Kind and size, as in <c>RSA 2048</c>; <c>null</c> if it is not a private key.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The certificate beside the key's file; <c>null</c> if there is none.</summary>
    public CertificateDetails? Own { get; init; }

    /// <summary>The subjects of its certificates, in the capture and beside its file.</summary>
    public IEnumerable<string> Subjects =>
        _certificates.Values.Select(one => one.Subject).Concat(Own is null ? [] : [Own.Subject]).Where(subject => subject.Length > 0);

    /// <summary>Number of pre-shared keys with this identity.</summary>
    public int Keys { get; set; } = 1;

    /// <summary>The secrets of a key log; <c>null</c> for other keys.</summary>
    public KeyLogContents? Contents { get; set; }

    /// <summary>
    /// Number of connections that belong to it: the server's certificate has this key, the identity is that of this pre-shared key, or
    /// secrets are logged for the connection.
    /// </summary>
    public long Connections { get; private set; }

    /// <summary>Number of connections that it decrypts, in whole or in part. Their certificate need not be in the capture.</summary>
    public long Decrypted { get; private set; }

    /// <summary>Number of connections that belong to it and that another key decrypts.</summary>
    public long ByAnother { get; private set; }

    /// <summary>Number of connections that belong to it and stay encrypted because their keys are ephemeral.</summary>
    public long Ephemeral { get; private set; }

    /// <summary>Number of the other connections that belong to it and stay encrypted, by reason.</summary>
    public IReadOnlyDictionary<DecryptionReason, long> Reasons => _reasons;

    /// <summary>The servers' certificates that have this key, the most frequent first.</summary>
    public IEnumerable<CertificateFit> Certificates =>
        _certificates.Values.OrderByDescending(one => one.Connections).ThenBy(one => one.Sha256, StringComparer.Ordinal);

    /// <summary>Whether any connection has to do with it.</summary>
    public bool Fits => Connections > 0 || Decrypted > 0;

    /// <summary>Counts a connection.</summary>
    /// <param name="fit">The connection.</param>
    /// <param name="belongs">Whether it belongs to this key.</param>
    /// <param name="decrypts">Whether this key decrypts it.</param>
    public void Add(ConnectionFit fit, bool belongs, bool decrypts)
    {
        ConnectionSummary connection = fit.Connection;
        if (decrypts) Decrypted++;
        if (!belongs) return;
        Connections++;
        if (Kind is SecretSource.RsaKey or SecretSource.StaticDhKey && fit.Certificate is CertificateDetails certificate) Add(certificate);
        if (decrypts) return;
        if (connection.Status != DecryptionStatus.None) ByAnother++;
        else if (connection.ForwardSecrecy == true && PublicKey is not null && fit.IsLacking) Ephemeral++;
        else if (connection.Reason is DecryptionReason reason) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Adds the counts of another part of the same input.</summary>
    public void Add(KeyFit other)
    {
        Connections += other.Connections;
        Decrypted += other.Decrypted;
        ByAnother += other.ByAnother;
        Ephemeral += other.Ephemeral;
        foreach ((DecryptionReason reason, long count) in other._reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
        foreach (CertificateFit certificate in other._certificates.Values) CertificateFit.Add(_certificates, certificate, MaxCertificates);
    }

    private void Add(CertificateDetails certificate) =>
        CertificateFit.Add(_certificates, new CertificateFit(certificate) { Connections = 1 }, MaxCertificates);
}
