using TlsDissect.Messages.Certificates;

namespace TlsDissect.Cli.Why;

/// <summary>What connections that share a line have in common.</summary>
/// <param name="Protocol">Version and key exchange.</param>
/// <param name="Status">How much is decrypted.</param>
/// <param name="Secret">What decrypts it.</param>
/// <param name="Key">The name of the key that decrypts it.</param>
/// <param name="Reason">Why it is not decrypted, or not all of it.</param>
internal readonly record struct ConnectionKind(string Protocol, DecryptionStatus Status, SecretSource? Secret, string? Key,
    DecryptionReason? Reason)
{
    /// <summary>The given key that belongs to the server but does not help.</summary>
    public string? FittingKey { get; init; }

    /// <summary>The certificate whose private key helps; <c>null</c> if none does.</summary>
    public string? Certificate { get; init; }

    /// <summary>The identity of the pre-shared key that helps; <c>null</c> if none does.</summary>
    public string? PskIdentity { get; init; }

    /// <summary>The labels of the secrets that key logs have for it, one bit each, if they do not decrypt all of it.</summary>
    public uint Labels { get; init; }

    public static ConnectionKind Of(ConnectionFit fit)
    {
        ConnectionSummary connection = fit.Connection;
        return new ConnectionKind(ConnectionRow.ProtocolOf(connection), connection.Status, connection.Secret, connection.Key,
            connection.Reason)
        {
            FittingKey = fit.IsLacking ? connection.Given.FittingKey?.Name : null,
            Certificate = fit.NeedsServerKey && fit.Certificate is CertificateDetails certificate
                ? Convert.ToHexString(certificate.Sha256.Span)
                : null,
            PskIdentity = fit.NeedsPreSharedKey ? fit.PskIdentity : null,
            Labels = fit.IsLacking ? connection.Given.Labels : 0,
        };
    }
}
