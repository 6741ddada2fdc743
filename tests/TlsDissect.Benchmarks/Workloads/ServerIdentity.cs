using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>A server with its chain of certificates, its own first.</summary>
internal sealed record ServerIdentity(string Name, byte[][] Chain, RSA? Key)
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddYears(1);

    /// <summary>With an RSA-2048 key, whose private half is what the captures are decrypted with.</summary>
    public static ServerIdentity WithRsaKey(string name)
    {
        RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new ServerIdentity(name, [request.CreateSelfSigned(From, To).RawData], key);
    }

    /// <summary>
    /// Servers of one certificate authority, with chains of two as in the public web. They share a key: making one takes long.
    /// </summary>
    public static ServerIdentity[] OfPublicWeb(int count)
    {
        using RSA authority = RSA.Create(2048);
        CertificateRequest own =
            new("CN=Benchmark CA R1, O=Benchmarks, C=CH", authority, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        own.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 issuer = own.CreateSelfSigned(From, To);
        using RSA key = RSA.Create(2048);
        return [.. Enumerable.Range(0, count).Select(i => Issue($"host{i}.example.com", key, issuer))];
    }

    private static ServerIdentity Issue(string name, RSA key, X509Certificate2 issuer)
    {
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        names.AddDnsName("www." + name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 certificate = request.Create(issuer, From, To, RandomNumberGenerator.GetBytes(16));
        return new ServerIdentity(name, [certificate.RawData, issuer.RawData], null);
    }
}
