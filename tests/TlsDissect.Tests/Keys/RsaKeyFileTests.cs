using System.Security.Cryptography;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>One key in every form that key files have.</summary>
public class RsaKeyFileTests
{
    private const string Password = "open sesame";

    private static readonly string Folder = Path.Combine(Repository.Root, "captures", "key-formats");
    private static readonly string[] NoKeys = ["args", "capture.pcap", "expected.jsonl", "expected.txt", "text-options", "make.sh", "password.txt", "tshark.txt", "tshark-lacks.txt"];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Except(NoKeys).Order(StringComparer.Ordinal)];

    public static TheoryData<string> EncryptedFiles =>
    [
        "pkcs1-encrypted-3des.pem", "pkcs1-encrypted-aes128.pem", "pkcs8-encrypted-pbes1.pem", "pkcs8-encrypted-scrypt.pem", "pkcs8-encrypted.der",
        "pkcs8-encrypted.pem", "pkcs12-legacy.p12", "pkcs12.p12",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_form_holds_the_same_key(string file)
    {
        using RSA expected = RSA.Create();
        expected.ImportFromPem(File.ReadAllText(Path.Combine(Repository.Root, "captures", "keys", "server.key")));
        using ServerKey key = RsaKeyFile.Load(Path.Combine(Folder, file), _ => Password);
        Assert.Equal(file, key.Name);
        Assert.Equal(expected.KeySize, key.KeySize);
        Assert.Equal(expected.ExportSubjectPublicKeyInfo(), key.SubjectPublicKeyInfo);
        byte[] premaster = new byte[48];
        Assert.True(key.TryDecryptPremasterSecret(expected.Encrypt(Enumerable.Repeat((byte)7, 48).ToArray(), RSAEncryptionPadding.Pkcs1), premaster));
        Assert.All(premaster, b => Assert.Equal(7, b));
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
        foreach (string file in Files.Cast<object[]>().Select(row => (string)row[0]).Except(EncryptedFiles.Cast<object[]>().Select(row => (string)row[0])))
            RsaKeyFile.Load(Path.Combine(Folder, file), _ => throw new InvalidOperationException(file)).Dispose();
    }

    [Theory]
    [MemberData(nameof(EncryptedFiles))]
    public void A_missing_password_is_said(string file)
    {
        string path = Path.Combine(Folder, file);
        string expected = $"{path}: is encrypted and needs a password (--key-password-file or TLSDISSECT_KEY_PASSWORD)";
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
