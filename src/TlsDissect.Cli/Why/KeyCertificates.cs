using System.Security.Cryptography;
using TlsDissect.Cli.Files;
using TlsDissect.Keys;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Cli.Why;

/// <summary>
/// The certificates that users keep with their private keys: in the same file, or in one of the same name that ends in .pem, .crt or .cer.
/// They tell a renewed certificate from another server's.
/// </summary>
internal static class KeyCertificates
{
    private const int MaxBytes = 1 << 20;

    private static readonly string[] Extensions = [".pem", ".crt", ".cer"];

    /// <summary>The certificates by their SubjectPublicKeyInfo in hex. Files that cannot be read are skipped: the keys were read.</summary>
    /// <param name="keyFiles">The files of private keys.</param>
    public static IReadOnlyDictionary<string, CertificateDetails> Of(IEnumerable<string> keyFiles)
    {
        Dictionary<string, CertificateDetails> found = [];
        foreach (string file in keyFiles.SelectMany(Beside).Distinct())
        {
            foreach (CertificateDetails certificate in In(file))
                found.TryAdd(Convert.ToHexString(certificate.SubjectPublicKeyInfo.Span), certificate);
        }

        return found;
    }

    private static IEnumerable<string> Beside(string keyFile) =>
        Extensions.Select(extension => Path.ChangeExtension(keyFile, extension)).Prepend(keyFile)
            // A pipe was read for its key, and opening it again would wait for a writer.
            .Where(file => File.Exists(file) && UnixFile.Status(file).Kind == FileKind.Regular);

    private static List<CertificateDetails> In(string file)
    {
        List<CertificateDetails> certificates = [];
        byte[] content;
        try
        {
            content = KeyFile.ReadAny(file, MaxBytes, "a certificate");
        }
        catch (KeyFileException)
        {
            return certificates;
        }

        using (SecretText text = PemKeys.TextOf(content))
        {
            ReadOnlySpan<char> rest = text.Span;
            while (PemEncoding.TryFind(rest, out PemFields fields))
            {
                byte[] der = new byte[fields.DecodedDataLength];
                if (rest[fields.Label] is "CERTIFICATE" && Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out _))
                    certificates.Add(CertificateParser.Parse(der));
                rest = rest[fields.Location.End..];
            }
        }

        CryptographicOperations.ZeroMemory(content);
        return certificates;
    }
}
