using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

public sealed class CertificatesExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mutual-tls12", "client", "server")]
    [InlineData("mutual-tls13", "client", "server")]
    [InlineData("resumed-by-ticket", "server")]
    public void Each_certificate_is_there_once_under_its_hash(string name, params string[] senders)
    {
        Assert.Equal(0, Exports.Of("certs", name, _folder["certs"]).Code);

        JsonNode[] index = [.. File.ReadLines(Path.Combine(_folder["certs"], "index.jsonl")).Select(line => JsonNode.Parse(line)!)];
        string[] files = [.. Directory.GetFiles(_folder["certs"], "*.pem")];
        Assert.Equal(files.Select(Path.GetFileName).Order(), index.Select(line => line["file"]!.ToString()).Order());
        Assert.Equal(senders, index.Select(line => line["from"]!.ToString()).Distinct().Order());
        foreach (string file in files)
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            Assert.Equal(Path.GetFileNameWithoutExtension(file), Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        }
    }

    [Fact]
    public void Folder_and_files_are_for_their_owner_alone()
    {
        Exports.Of("certs", "mutual-tls12", _folder["certs"]);

        const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) Assert.Equal(File | UnixFileMode.UserExecute, Exports.Mode(_folder["certs"]));
        Assert.All(Directory.GetFiles(_folder["certs"]), file => Assert.Equal(File, Exports.Mode(file)));
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_left_alone_unless_forced()
    {
        Exports.Of("certs", "mutual-tls12", _folder["certs"]);

        Assert.Equal(2, Exports.Of("certs", "mutual-tls12", _folder["certs"]).Code);
        Assert.Equal(0, Exports.Of("certs", "mutual-tls12", _folder["certs"], "--force").Code);
    }
}
