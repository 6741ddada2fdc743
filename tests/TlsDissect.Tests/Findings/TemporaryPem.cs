using System.Security.Cryptography.X509Certificates;

namespace TlsDissect.Tests.Findings;

/// <summary>A certificate in a file.</summary>
internal sealed class TemporaryPem : IDisposable
{
    public TemporaryPem(X509Certificate2 certificate)
    {
        Certificate = certificate;
        File.WriteAllText(Path, certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose()
    {
        Certificate.Dispose();
        File.Delete(Path);
    }
}
