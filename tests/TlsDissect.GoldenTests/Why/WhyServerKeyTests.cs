using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> about servers' keys: whose they are, and what they decrypt.</summary>
public sealed class WhyServerKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_that_decrypts_is_named_with_its_certificate()
    {
        string[] lines = WhyRuns.Of("rsa-aes128-gcm", "--key", "server.key").Lines;

        Assert.Equal($"server.key  RSA 2048  belongs to {WhyRuns.Server}; decrypts 1 connection", lines[1]);
        Assert.EndsWith("yes, with the RSA key server.key; both Finished verified", lines[3], StringComparison.Ordinal);
        Assert.Equal("The connection is decrypted: read -d with the same keys shows the data.", lines[^1]);
    }

    [Fact]
    public void A_key_of_another_server_fits_nothing()
    {
        string[] lines = WhyRuns.Of("wrong-key", "--key", "other.key").Lines;

        Assert.Equal("other.key  RSA 2048  does not belong to the server's certificate in the capture", lines[1]);
        Assert.Equal($"1 connection needs the private key of {WhyRuns.Server} (--key).", lines[^1]);
    }

    /// <summary>The usual reason for a key that does not fit: it was not replaced with its certificate, or the other way round.</summary>
    [Theory]
    [InlineData("old.key", true)]
    [InlineData("old.key", false)]
    public void A_key_of_an_older_certificate_of_the_same_name_is_recognized(string name, bool isApart)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=server.example, O=TlsDissect", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset end = new(2020, 12, 31, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.CreateSelfSigned(end.AddYears(-1), end);
        string pem = certificate.ExportCertificatePem();
        File.WriteAllText(_folder[name], key.ExportPkcs8PrivateKeyPem() + (isApart ? "" : $"\n{pem}"));
        if (isApart) File.WriteAllText(_folder["old.crt"], pem);

        string[] lines = WhyRuns.Of("rsa-aes128-gcm", "--key", _folder[name]).Lines;

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))[..16];
        Assert.EndsWith("does not belong to the server's certificate in the capture; the certificate beside it is " +
            $"CN=server.example,O=TlsDissect (SHA-256 {sha256}...), valid to 2020-12-31", lines[1], StringComparison.Ordinal);
        Assert.Equal($"1 connection needs the private key of {WhyRuns.Server} (--key); old.key is the key of another certificate of the " +
            "same name, which may be an older one.", lines[^1]);
    }

    [Fact]
    public void The_right_key_of_an_ephemeral_exchange_needs_a_key_log()
    {
        string[] lines = WhyRuns.Of("ecdhe-rsa-key", "--key", "server.key").Lines;

        Assert.Equal($"server.key  RSA 2048  belongs to {WhyRuns.Server}; 1 connection uses ephemeral keys (forward secrecy) and needs a " +
            "key log", lines[1]);
        Assert.StartsWith("1 connection needs a key log (--keylog), and no private key helps: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void TLS_13_hides_the_certificate_of_a_key() =>
        Assert.Equal("server.key  RSA 2048  no server's certificate is in the capture to compare it with: 1 connection of TLS 1.3 hides it",
            WhyRuns.Of("tls13-rsa-key", "--key", "server.key").Lines[1]);

    [Fact]
    public void A_static_DH_key_belongs_to_a_certificate()
    {
        string[] lines = WhyRuns.Of("static-ecdh-rsa", "--dh-key", "server.key").Lines;

        Assert.Matches(@"^server\.key  static EC  belongs to CN=\S+,O=TlsDissect \(SHA-256 \S+\); decrypts 1 connection$", lines[1]);
    }

    [Fact]
    public void Keys_that_fit_nothing_are_counted_if_they_are_many()
    {
        for (int i = 0; i < 25; i++)
        {
            using RSA key = RSA.Create(512);
            File.WriteAllText(_folder[$"{i}.key"], key.ExportPkcs8PrivateKeyPem());
        }

        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        string[] lines = WhyRuns.Of(of.Name, "--key", _folder.Path, "--key", "server.key").Lines;

        Assert.Equal(["key", "server.key", "25"], lines.Take(3).Select(line => line.Split(' ')[0]));
        Assert.Equal("25 other keys fit nothing.", lines[2]);
        Assert.Equal(26, WhyRuns.Json(of.Name, "--key", _folder.Path, "--key", "server.key").Count(line => (string?)line["type"] == "key"));
    }
}
