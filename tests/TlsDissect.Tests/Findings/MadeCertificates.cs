using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Tests.Findings;

/// <summary>Certificates for tests of their judgement.</summary>
internal static class MadeCertificates
{
    public static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes a certificate; its own issuer if none is given.</summary>
    public static X509Certificate2 Make(string subject, X509Certificate2? issuer, bool isAuthority = false,
        params X509Extension[] extensions)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={subject}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        foreach (X509Extension extension in extensions) request.CertificateExtensions.Add(extension);
        if (issuer is null) return request.CreateSelfSigned(From, Until);
        using X509Certificate2 signed = request.Create(issuer, From, Until, [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }

    public static CertificateDetails Details(X509Certificate2 certificate) => CertificateParser.Parse(certificate.RawData);

    public static CertificateTraits Traits(X509Certificate2 certificate) => CertificateTraits.Read(Details(certificate));
}
