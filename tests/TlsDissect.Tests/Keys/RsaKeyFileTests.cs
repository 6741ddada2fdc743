using System.Security.Cryptography;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>One key in every form that key files have.</summary>
public class RsaKeyFileTests
{
    private const string Password = "open sesame";

    private static readonly string Folder = Repository.CaseFolder("key-formats");
    private static readonly string[] NoKeys =
        ["args", "capture.pcap", "expected.jsonl", "expected.txt", "text-options", "make.sh", "password.txt", "tshark.txt",
            "tshark-lacks.txt"];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Except(NoKeys).Order(StringComparer.Ordinal)];

    public static TheoryData<string> EncryptedFiles =>
    [
        "pkcs1-encrypted-3des.pem", "pkcs1-encrypted-aes128.pem", "pkcs8-encrypted-pbes1.pem", "pkcs8-encrypted-scrypt.pem",
        "pkcs8-encrypted.der",
        "pkcs8-encrypted.pem", "pkcs12-legacy.p12", "pkcs12.p12",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_form_holds_the_same_key(string file)
    {
        using RSA expected = RSA.Create();
        expected.ImportFromPem(File.ReadAllText(Path.Combine(Repository.SharedKeys, "server.key")));
        using ServerKey key = RsaKeyFile.Load(Path.Combine(Folder, file), _ => Password);
        Assert.Equal(file, key.Name);
        Assert.Equal(expected.KeySize, key.KeySize);
        Assert.Equal(expected.ExportSubjectPublicKeyInfo(), key.SubjectPublicKeyInfo);
        byte[] premaster = new byte[48];
        Assert.True(
            key.TryDecryptPremasterSecret(expected.Encrypt(Enumerable.Repeat((byte)7, 48).ToArray(), RSAEncryptionPadding.Pkcs1),
                premaster));
        Assert.All(premaster, b => Assert.Equal(7, b));
    }

    /// <summary>Each form of PEM, one after the other; the password is asked for once.</summary>
    [Fact]
    public void All_keys_of_a_PEM_file_are_loaded_in_their_order()
    {
        string path = Path.GetTempFileName();
        try
        {
            using RSA first = RSA.Create(2048), second = RSA.Create(2048), third = RSA.Create(1024);
            using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
            string traditional = File.ReadAllText(Path.Combine(Folder, "pkcs1-encrypted-aes128.pem"));
            string[] parts = [first.ExportEncryptedPkcs8PrivateKeyPem(Password, encryption), other.ExportPkcs8PrivateKeyPem(), traditional,
                second.ExportRSAPrivateKeyPem(), third.ExportPkcs8PrivateKeyPem(), other.ExportECPrivateKeyPem()];
            File.WriteAllText(path, string.Join("\n", parts));
            int asked = 0;

            RsaKeys loaded = RsaKeyFile.LoadAll(path, _ => asked++ == 0 ? Password : null);

            using RSA shared = RSA.Create();
            shared.ImportFromPem(File.ReadAllText(Path.Combine(Repository.SharedKeys, "server.key")));
            Assert.Equal(((RSA[])[first, second, third, shared]).Select(key => key.ExportSubjectPublicKeyInfo()),
                loaded.Keys.Select(key => key.SubjectPublicKeyInfo));
            Assert.Equal((2, 1), (loaded.Skipped, asked));
            Assert.Equal($"{path}: is an EC key, which cannot decrypt an RSA key exchange; for ECDHE, provide a key log", loaded.Problem);
            foreach (ServerKey key in loaded.Keys) key.Dispose();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(EncryptedFiles))]
    public void The_password_is_asked_for_once_and_by_the_file(string file)
    {
        string path = Path.Combine(Folder, file);
        List<string> asked = [];
        RsaKeyFile.Load(path, about => { asked.Add(about); return Password; }).Dispose();
        Assert.Equal([path], asked);
    }

    [Fact]
    public void No_password_is_asked_for_where_none_is_needed()
    {
        foreach (string file in Files.Cast<object[]>().Select(row => (string)row[0])
            .Except(EncryptedFiles.Cast<object[]>().Select(row => (string)row[0])))
            RsaKeyFile.Load(Path.Combine(Folder, file), _ => throw new InvalidOperationException(file)).Dispose();
    }

    [Theory]
    [MemberData(nameof(EncryptedFiles))]
    public void A_missing_password_is_said(string file)
    {
        string path = Path.Combine(Folder, file);
        string expected = $"{path}: is encrypted and needs a password";
        Assert.Equal(expected, Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(path, null)).Message);
        Assert.Equal(expected, Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(path, _ => null)).Message);
    }

    [Theory]
    [MemberData(nameof(EncryptedFiles))]
    public void A_wrong_password_is_said(string file)
    {
        string path = Path.Combine(Folder, file);
        foreach (string wrong in (string[])["open Sesame", "", "open sesame ", "\u00fc"])
            Assert.Equal($"{path}: wrong password", Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(path, _ => wrong)).Message);
    }
}
