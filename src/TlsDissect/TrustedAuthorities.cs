using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Keys;
using TlsDissect.Messages.Certificates;

namespace TlsDissect;

/// <summary>
/// The certificates of the authorities that are trusted. Those that are not self-signed only help to complete chains. Add all of them
/// before the first use; after that, threads may share it.
/// </summary>
public sealed class TrustedAuthorities
{
    /// <summary>Size limit of a file, which OpenSSL's bundle of all public authorities reaches only in part.</summary>
    private const int MaxFileBytes = 64 << 20;

    private readonly HashSet<string> _known = [];
    private readonly List<CertificateTraits> _traits = [];

    /// <summary>The certificates as .NET reads them.</summary>
    internal X509Certificate2Collection Certificates { get; } = [];

    /// <summary>The certificates as this library reads them.</summary>
    internal IReadOnlyList<CertificateTraits> Traits => _traits;

    /// <summary>Number of certificates.</summary>
    public int Count => Certificates.Count;

    /// <summary>Adds the certificates of a file (PEM or DER), or of every file in a folder that contains certificates.</summary>
    /// <exception cref="KeyFileException">It cannot be read, or contains no certificate.</exception>
    public TrustedAuthorities AddFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (Directory.Exists(path)) AddDirectory(path);
            else if (AddContent(ReadFile(path)) == 0) throw new KeyFileException($"{path}: contains no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"{path}: {(e is FileNotFoundException ? "no such file" : e.Message)}", e);
        }

        return this;
    }

    /// <summary>Adds the authorities that the system trusts.</summary>
    /// <exception cref="KeyFileException">The system has none.</exception>
    public TrustedAuthorities AddSystem()
    {
        try
        {
            using X509Store store = new(StoreName.Root, StoreLocation.LocalMachine);
            store.Open(OpenFlags.ReadOnly);
            foreach (X509Certificate2 certificate in store.Certificates) Add(certificate);
        }
        catch (CryptographicException e)
        {
            throw new KeyFileException($"the system's trusted certificates cannot be read: {e.Message}", e);
        }

        if (Count == 0) throw new KeyFileException("the system has no trusted certificates");
        return this;
    }

    /// <summary>Whether a certificate is among them.</summary>
    internal bool Contains(X509Certificate2 certificate) => _known.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256));

    private void AddDirectory(string path)
    {
        int before = Count;
        // OpenSSL's folders name each certificate twice: by its file, and by links of its hash.
        foreach (string file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(file).Length <= MaxFileBytes) AddContent(File.ReadAllBytes(file));
        }

        if (Count == before) throw new KeyFileException($"{path}: no file in this folder contains a certificate");
    }

    private static byte[] ReadFile(string path) => new FileInfo(path).Length <= MaxFileBytes
        ? File.ReadAllBytes(path)
        : throw new KeyFileException($"{path}: too large for a file of certificates");

    /// <summary>Adds what a file contains and returns the number of its certificates. Those that cannot be read are skipped.</summary>
    private int AddContent(byte[] content)
    {
        if (!PemKeys.IsPem(content)) return AddDer(content);
        int count = 0;
        ReadOnlySpan<char> rest = System.Text.Encoding.Latin1.GetString(content);
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label] is "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE")
                count += AddDer(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End..];
        }

        return count;
    }

    private int AddDer(byte[] der)
    {
        try
        {
            Add(X509CertificateLoader.LoadCertificate(der));
            return 1;
        }
        catch (CryptographicException)
        {
            return 0;
        }
    }

    private void Add(X509Certificate2 certificate)
    {
        if (!_known.Add(certificate.GetCertHashString(HashAlgorithmName.SHA256)))
        {
            certificate.Dispose();
            return;
        }

        Certificates.Add(certificate);
        _traits.Add(CertificateTraits.Read(CertificateParser.Parse(certificate.RawData)));
    }
}
