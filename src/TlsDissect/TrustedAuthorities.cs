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
    /// <summary>Size limit of a file. A bundle of all public authorities has less than 1 MB.</summary>
    private const int MaxFileBytes = 16 << 20;

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
        if (Directory.Exists(path)) AddDirectory(path);
        else if (AddContent(ReadFile(path)) == 0) throw new KeyFileException($"{path}: contains no certificate");
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
        int count = 0;
        // OpenSSL's folders name each certificate twice: by its file, and by links of its hash.
        foreach (FileInfo file in FilesIn(path)) count += AddContent(ReadFile(file.FullName));
        if (count == 0) throw new KeyFileException($"{path}: no file in this folder contains a certificate");
    }

    /// <summary>The files of a folder that may be certificates. A pipe has no length, and reading it would block.</summary>
    private static FileInfo[] FilesIn(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).GetFiles().Where(file => file is { Exists: true, Length: > 0 and <= MaxFileBytes })
                .OrderBy(file => file.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeyFile.Problem(folder, e);
        }
    }

    private static byte[] ReadFile(string path) => KeyFile.ReadAny(path, MaxFileBytes, "a file of certificates");

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
