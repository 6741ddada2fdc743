using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>
/// Key files as people have them, and what is said of those that cannot be used: one line, exit 2, before any packet is read.
/// </summary>
public class KeyFileTests : IDisposable
{
    private const string Password = "TLSDISSECT_KEY_PASSWORD";

    private static readonly CaptureCase Formats = CaptureCase.Of("key-formats");
    private static readonly string Shared = Repository.SharedKeys;

    private readonly string _folder = Directory.CreateTempSubdirectory("tlsdissect-").FullName;

    public static TheoryData<string> EveryFormat =>
        [.. Directory.GetFiles(Formats.Folder).Select(Path.GetFileName).OfType<string>()
            .Where(f => Path.GetExtension(f) is ".pem" or ".der" or ".p12").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(EveryFormat))]
    public void Every_key_file_format_decrypts_the_capture(string file)
    {
        RunResult result =
            InProcess.Run(Formats.Folder, "read", "-q", "--format", "json", "--key", file, "--key-password-file", "password.txt",
                "capture.pcap");

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains($"\"decryption\":{{\"status\":\"decrypted\",\"secret\":\"rsa_key\",\"key\":\"{file}\",\"reason\":null",
            Assert.Single(result.ConnectionLines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_comes_from_the_environment_too() =>
        Assert.Equal(0,
            Spawned.RunWith(Formats.Folder, [(Password, "open sesame")], "read", "-q", "--key", "pkcs8-encrypted.pem",
                "capture.pcap").Code);

    [Theory]
    [InlineData("pkcs8-encrypted.pem")]
    [InlineData("pkcs8-encrypted.der")]
    [InlineData("pkcs8-encrypted-scrypt.pem")]
    [InlineData("pkcs1-encrypted-aes128.pem")]
    [InlineData("pkcs12.p12")]
    public void An_encrypted_key_without_a_password_or_with_a_wrong_one_is_told(string file)
    {
        Refused(file, "password", Spawned.RunWith(Formats.Folder, [], "read", "--key", file, "no-such.pcap"));
        Refused(file, "password", Spawned.RunWith(Formats.Folder, [(Password, "wrong")], "read", "--key", file, "no-such.pcap"));
    }

    /// <summary>The library asks for a password; only the program knows how one is given.</summary>
    [Theory]
    [InlineData("--key", "pkcs8-encrypted.pem")]
    [InlineData("--key", "pkcs12.p12")]
    [InlineData("--dh-key", "pkcs8-encrypted.pem")]
    [InlineData("--key", "a folder")]
    public void A_missing_password_is_told_with_the_ways_to_give_it(string option, string file)
    {
        string path = file == "a folder" ? _folder : file;
        if (file == "a folder") File.Copy(Formats.FileNamed("pkcs8-encrypted.pem"), Path.Combine(_folder, "z.pem"));

        RunResult result = Spawned.RunWith(Formats.Folder, [], "read", option, path, "no-such.pcap");

        string named = file == "a folder" ? Path.Combine(_folder, "z.pem") : file;
        Assert.Contains($"{named}: is encrypted and needs a password (--key-password-file or TLSDISSECT_KEY_PASSWORD)",
            Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a public key", "public")]
    [InlineData("an EC key", "EC")]
    [InlineData("a certificate", "certificate")]
    [InlineData("no key at all", "is not a key file")]
    [InlineData("an empty file", "")]
    [InlineData("a capture", "")]
    [InlineData("a folder", "")]
    [InlineData("nothing", "no such file")]
    public void A_file_without_an_RSA_private_key_is_reported(string what, string word)
    {
        string path = Make(what);
        Refused(path, word, InProcess.Run(Formats.Folder, "read", "--key", path, "no-such.pcap"));
    }

    [Theory]
    [InlineData("read", "--keylog", "no-such.log", "capture.pcap")]
    [InlineData("read", "--key-password-file", "no-such.txt", "--key", "pkcs8.pem", "capture.pcap")]
    public void A_missing_key_log_or_password_file_is_told(params string[] arguments) =>
        Refused(arguments[2], "no such file", InProcess.Run(Formats.Folder, arguments));

    [Theory]
    [InlineData("xyz")]
    [InlineData("abc")]
    [InlineData("alice=")]
    public void A_pre_shared_key_that_is_not_hex_is_reported(string key)
    {
        RunResult result = InProcess.Run(Formats.Folder, "read", "--psk", key, "no-such.pcap");

        Assert.Equal(2, result.Code);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("tlsdissect: --psk takes HEX or IDENTITY=HEX", line, StringComparison.Ordinal);
        // A key is a secret, also one with a typing error.
        Assert.DoesNotContain($"'{key}'", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the key alone", 0)]
    [InlineData("other keys before it", 2)]
    [InlineData("an encrypted one without a password", 1)]
    public void All_RSA_keys_of_a_PEM_file_are_used(string what, int skipped)
    {
        string[] others = what switch
        {
            "other keys before it" =>
                [Key("other.key"), Key("ecdsa.key"), Key("dsa.key"), File.ReadAllText(Path.Combine(Shared, "ca.pem"))],
            "an encrypted one without a password" => [File.ReadAllText(Formats.FileNamed("pkcs8-encrypted.pem"))],
            _ => [],
        };
        string path = Path.Combine(_folder, "keys.pem");
        File.WriteAllText(path, string.Concat([.. others, Key("server.key"), Key("client.key")]));

        RunResult result = Spawned.RunWith(Formats.Folder, [], "read", "-q", "--format", "json", "--key", path, "capture.pcap");

        Assert.Equal(0, result.Code);
        Assert.Contains("\"decryption\":{\"status\":\"decrypted\",\"secret\":\"rsa_key\",\"key\":\"keys.pem\"",
            Assert.Single(result.ConnectionLines), StringComparison.Ordinal);
        if (skipped == 0) Assert.Empty(result.Errors);
        else Assert.Contains($"{path}: {(skipped == 2 ? "3 RSA keys read, 2 private keys" : "2 RSA keys read, 1 private key")} skipped " +
            "(the first: is ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_gives_all_its_keys_and_one_line_says_what_was_skipped(bool hasPassword)
    {
        foreach (string name in (string[])["other.key", "ecdsa.key", "server.pem"])
            File.Copy(Path.Combine(Shared, name), Path.Combine(_folder, name));
        File.Copy(Formats.FileNamed("pkcs8-encrypted.pem"), Path.Combine(_folder, "z.pem"));
        if (!hasPassword) File.Copy(Path.Combine(Shared, "server.key"), Path.Combine(_folder, "server.key"));
        // A pipe would wait for its writer.
        if (!OperatingSystem.IsWindows()) System.Diagnostics.Process.Start("mkfifo", Path.Combine(_folder, "pipe")).WaitForExit();
        Directory.CreateDirectory(Path.Combine(_folder, "below"));
        File.WriteAllText(Path.Combine(_folder, "empty"), "");

        RunResult result =
            Spawned.RunWith(Formats.Folder, hasPassword ? [(Password, "open sesame")] : [], "read", "-q", "--format", "json", "--key",
                _folder, "capture.pcap");

        Assert.Equal(0, result.Code);
        Assert.Contains($"\"secret\":\"rsa_key\",\"key\":\"{(hasPassword ? "z.pem" : "server.key")}\"",
            Assert.Single(result.ConnectionLines), StringComparison.Ordinal);
        Assert.Contains($"{_folder}: 2 RSA keys read, {(hasPassword ? 3 : 4)} files skipped or read only in part (the first: " +
            $"{_folder}{Path.DirectorySeparatorChar}ecdsa.key: is an EC key", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_a_folder_of_keys_is_not_written_to()
    {
        File.Copy(Path.Combine(Shared, "server.key"), Path.Combine(_folder, "server.key"));
        byte[] before = File.ReadAllBytes(Path.Combine(_folder, "server.key"));

        RunResult result =
            InProcess.Run(Formats.Folder, "read", "-q", "--force", "--key", _folder, "-o", Path.Combine(_folder, "server.key"),
                "capture.pcap");

        Assert.Equal(2, result.Code);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "server.key")));
    }

    private static string Key(string name) => File.ReadAllText(Path.Combine(Shared, name));

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static void Refused(string file, string word, RunResult result)
    {
        Assert.Equal(2, result.Code);
        Assert.Empty(result.Output);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith($"tlsdissect: {file}: ", line, StringComparison.Ordinal);
        Assert.Contains(word, line, StringComparison.Ordinal);
    }

    private string Make(string what)
    {
        string path = Path.Combine(_folder, "key");
        switch (what)
        {
            case "a public key":
                using (var key = System.Security.Cryptography.RSA.Create())
                {
                    key.ImportFromPem(File.ReadAllText(Path.Combine(Shared, "server.key")));
                    File.WriteAllText(path, key.ExportSubjectPublicKeyInfoPem());
                }

                break;
            case "an EC key":
                return Path.Combine(Shared, "ecdsa.key");
            case "a certificate":
                return Path.Combine(Shared, "server.pem");
            case "no key at all":
                File.WriteAllText(path, "Dear reader, there is no key in here.\n");
                break;
            case "an empty file":
                File.WriteAllText(path, "");
                break;
            case "a capture":
                return Formats.Capture;
            case "a folder":
                return _folder;
        }

        return path;
    }
}
