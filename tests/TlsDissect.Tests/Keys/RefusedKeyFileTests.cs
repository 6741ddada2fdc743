using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>The message, in one line, for a file that contains no RSA private key.</summary>
public sealed class RefusedKeyFileTests : IDisposable
{
    private const string Ec = "is an EC key, which cannot decrypt an RSA key exchange; for ECDHE, provide a key log";
    private const string Edwards = "is an Ed25519 or Ed448 key, which can only sign; for ECDHE, provide a key log";
    private const string Dsa = "is a DSA key, which can only sign";
    private const string Public = "is a public key; provide the private key";
    private const string Certificate = "contains only a certificate; provide the private key";
    private const string Request = "is a certificate request, not a private key";
    private const string None = "is not a key file (PEM, DER or PKCS#12)";
    private const string NoPrivate = "contains no private key";
    private const string Cut = "contains a PEM private key that is truncated or damaged";
    private const string Damaged = "contains a damaged RSA private key";


    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}.key");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("ecdsa.key", Ec)]
    [InlineData("ed25519.key", Edwards)]
    [InlineData("ed448.key", Edwards)]
    [InlineData("dsa.key", Dsa)]
    [InlineData("rsapss.key", "is an RSASSA-PSS key, which can only sign")]
    [InlineData("server.pem", Certificate)]
    [InlineData("dh1024.pem", NoPrivate)]
    public void A_file_of_the_captures_that_is_not_an_RSA_key(string file, string problem)
    {
        string pem = File.ReadAllText(Path.Combine(Repository.SharedKeys, file));
        AssertRefused(problem, pem);
        if (file == "dh1024.pem") return;
        PemFields fields = PemEncoding.Find(pem);
        AssertRefused(problem, Convert.FromBase64String(pem[fields.Base64Data]));
    }

    [Fact]
    public void A_public_key()
    {
        using RSA rsa = RSA.Create(2048);
        AssertRefused(Public, rsa.ExportSubjectPublicKeyInfoPem());
        AssertRefused(Public, rsa.ExportRSAPublicKeyPem());
        AssertRefused(Public, rsa.ExportSubjectPublicKeyInfo());
        AssertRefused(Public, rsa.ExportRSAPublicKey());
    }

    [Fact]
    public void An_EC_key_in_every_form()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);
        AssertRefused(Ec, ec.ExportECPrivateKeyPem());
        AssertRefused(Ec, ec.ExportECPrivateKey());
        AssertRefused(Ec, ec.ExportPkcs8PrivateKey());
        AssertRefused(Ec, ec.ExportEncryptedPkcs8PrivateKeyPem("open sesame", encryption));
        AssertRefused(Ec, ec.ExportEncryptedPkcs8PrivateKey("open sesame", encryption));

        using X509Certificate2 certificate =
            new CertificateRequest("CN=server.example", ec, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch.AddDays(1));
        AssertRefused(Ec, certificate.Export(X509ContentType.Pkcs12, "open sesame"));
        AssertRefused(Ec, certificate.ExportCertificatePem() + "\n" + ec.ExportECPrivateKeyPem());
    }

    [Fact]
    public void A_DSA_key_in_the_traditional_form()
    {
        System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            for (int i = 0; i < 6; i++) writer.WriteInteger(i);
        }

        AssertRefused(Dsa, writer.Encode());
        AssertRefused(Dsa, PemEncoding.WriteString("DSA PRIVATE KEY", writer.Encode()));
    }

    [Fact]
    public void A_certificate_request()
    {
        using RSA rsa = RSA.Create(2048);
        CertificateRequest request = new("CN=server.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        AssertRefused(Request, request.CreateSigningRequestPem());
        AssertRefused(Request, request.CreateSigningRequest());
    }

    [Fact]
    public void A_PKCS12_file_without_a_key()
    {
        using X509Certificate2 certificate =
            X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Repository.SharedKeys, "server.pem"));
        AssertRefused("contains no RSA private key", certificate.Export(X509ContentType.Pkcs12, "open sesame"));
    }

    [Fact]
    public void An_OpenSSH_key() =>
        AssertRefused("is an OpenSSH key; convert it with: ssh-keygen -p -m PEM -f FILE",
            PemEncoding.WriteString("OPENSSH PRIVATE KEY", "openssh-key-v1\0"u8));

    [Fact]
    public void A_PEM_that_is_cut_off_anywhere()
    {
        string[] whole = [File.ReadAllText(Path.Combine(Repository.SharedKeys, "server.key")).TrimEnd(),
            File.ReadAllText(Path.Combine(Repository.CaseFolder("key-formats"), "pkcs8-encrypted.pem")).TrimEnd()];
        foreach (string pem in whole)
        {
            for (int length = pem.IndexOf('\n', StringComparison.Ordinal); length < pem.Length; length += 7)
                AssertRefused(Cut, pem[..length]);
            AssertRefused(Cut, File.ReadAllText(Path.Combine(Repository.SharedKeys, "server.pem")) + pem[..500]);
        }
    }

    [Fact]
    public void Base64_that_is_none() => AssertRefused(Cut, "-----BEGIN PRIVATE KEY-----\n*** not base64 ***\n-----END PRIVATE KEY-----\n");

    [Theory]
    [InlineData("RSA PRIVATE KEY")]
    [InlineData("PRIVATE KEY")]
    public void Base64_of_something_else(string label) => AssertRefused(Damaged, PemEncoding.WriteString(label, "no key at all"u8));

    [Fact]
    public void DER_that_is_cut_off_anywhere()
    {
        byte[] der = File.ReadAllBytes(Path.Combine(Repository.CaseFolder("key-formats"), "pkcs8.der"));
        for (int length = 1; length < der.Length; length += 3) AssertRefused(None, der[..length]);
    }

    [Fact]
    public void Random_bytes()
    {
        Random random = new(1);
        byte[] bytes = new byte[1200];
        for (int i = 0; i < 200; i++)
        {
            random.NextBytes(bytes);
            AssertRefused(None, bytes);
        }

        AssertRefused(None, "just some text\n");
    }

    [Fact]
    public void A_file_that_is_empty_missing_too_large_or_a_folder()
    {
        AssertRefused("is empty", Array.Empty<byte>());
        AssertRefused("is too large for a key file", new byte[(1 << 20) + 1]);
        File.Delete(_path);
        AssertRefused("no such file");
        string folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Equal($"{folder}: is a directory", Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(folder, null)).Message);
        Directory.Delete(folder);
        string below = Path.Combine(folder, "missing", "server.key");
        Assert.Equal($"{below}: no such file", Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(below, null)).Message);
    }

    /// <summary>As <c>--key &lt;(command)</c> gives one; the file has no length.</summary>
    [Fact]
    public async Task A_pipe_is_read_to_its_end()
    {
        if (OperatingSystem.IsWindows()) return;
        using System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", _path);
        await make.WaitForExitAsync();
        Assert.Equal(0, make.ExitCode);
        byte[] content = await File.ReadAllBytesAsync(Path.Combine(Repository.SharedKeys, "server.key"));
        Task write = Task.Run(() => File.WriteAllBytes(_path, content));
        using ServerKey key = RsaKeyFile.Load(_path, null);
        await write;
        Assert.Equal(2048, key.KeySize);
    }

    private void AssertRefused(string problem, string content) => AssertRefused(problem, Encoding.Latin1.GetBytes(content));

    private void AssertRefused(string problem, byte[] content)
    {
        File.WriteAllBytes(_path, content);
        AssertRefused(problem);
    }

    private void AssertRefused(string problem) =>
        Assert.Equal($"{_path}: {problem}", Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(_path, _ => "open sesame")).Message);
}
