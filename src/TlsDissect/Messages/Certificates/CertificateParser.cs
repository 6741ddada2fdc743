using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>
/// Parses X.509 certificates (RFC 5280 §4.1) and raw public keys (RFC 7250) from untrusted sources. Of an invalid one, the readable fields
/// are kept.
/// </summary>
/// <remarks>.NET's X509Certificate2 takes fifty times as long and refuses certificates that it cannot use.</remarks>
internal static class CertificateParser
{
    /// <summary>Parses a certificate. Never throws on data; see <see cref="CertificateDetails.Malformed"/>.</summary>
    /// <param name="der">Kept, not copied.</param>
    public static CertificateDetails Parse(byte[] der) => Parse(der, SHA256.HashData(der));

    /// <inheritdoc cref="Parse(byte[])"/>
    /// <param name="der">Kept, not copied.</param>
    /// <param name="sha256">Its SHA-256.</param>
    internal static CertificateDetails Parse(byte[] der, byte[] sha256)
    {
        CertificateFields fields = new();
        string? malformed = null;
        try
        {
            fields.Read(der);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            malformed = fields.Reading;
        }

        return new CertificateDetails
        {
            Der = der,
            Sha256 = sha256,
            Serial = fields.Serial,
            Issuer = fields.Issuer,
            NotBefore = fields.NotBefore,
            NotAfter = fields.NotAfter,
            Subject = fields.Subject,
            PublicKey = fields.PublicKey,
            PublicKeyBytes = fields.SubjectPublicKeyInfo,
            SubjectAltNames = [.. fields.SubjectAltNames],
            SignatureAlgorithm = fields.SignatureAlgorithm,
            IsRawPublicKey = fields.IsRawPublicKey,
            Malformed = malformed,
        };
    }
}
