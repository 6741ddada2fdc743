using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Cli.Files;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>A file that is given with the wrong option: one line that names the right one, exit 2, before anything is read.</summary>
public sealed class WrongFileTests : IDisposable
{
    private static readonly CaptureCase Formats = CaptureCase.Of("key-formats");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Every kind of file for every option that takes another.</summary>
    public static TheoryData<string, string> Misuses
    {
        get
        {
            TheoryData<string, string> all = [];
            string[] files = ["pem key", "der key", "pkcs8 key", "encrypted key", "pkcs12 key", "certificate", "der certificate", "key log",
                "gzip key log", "capture", "gzip capture", "pcapng with secrets", "pre-shared keys"];
            foreach ((string option, string takes) in ((string, string)[])[("", "capture"), ("--key", "key"), ("--dh-key", "key"),
                ("--keylog", "key log"), ("--psk-file", "pre-shared keys"), ("--ca", "certificate")])
            {
                foreach (string file in files.Where(
                    file => !KindOf(file).EndsWith(takes, StringComparison.Ordinal) &&
                        !(option.EndsWith("key", StringComparison.Ordinal) && KindOf(file) == "a certificate") &&
                        !(option == "--ca" && KindOf(file) == "a private key")))
                    all.Add(option, file);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Misuses))]
    public void The_option_that_was_meant_is_named(string option, string file)
    {
        string path = Make(file);
        string what = option switch
        {
            "" => "a capture",
            "--keylog" => "a key log",
            "--psk-file" => "a file of pre-shared keys",
            "--ca" => "a certificate",
            _ => "a private key"
        };
        string advice = KindOf(file) switch
        {
            "a private key" => "; give it with --key",
            "a certificate" => "; its private key is given with --key",
            "a key log" => "; give it with --keylog",
            "a capture" => "; give it as an argument, without an option",
            _ => "; give it with --psk-file",
        };

        string verb = KindOf(file).EndsWith("keys", StringComparison.Ordinal) ? "looks like" : "is";
        Refused($"{path}: {verb} {KindOf(file)}, not {what}{advice}",
            option.Length == 0 ? ["read", path] : ["read", option, path, "no-such.pcap"]);
    }

    /// <summary>In the right place each of them is taken, up to the capture that is not there.</summary>
    [Theory]
    [InlineData("--key", "pem key")]
    [InlineData("--key", "der key")]
    [InlineData("--keylog", "key log")]
    [InlineData("--keylog", "gzip key log")]
    [InlineData("--psk-file", "pre-shared keys")]
    [InlineData("--ca", "certificate")]
    [InlineData("--ca", "der certificate")]
    public void In_its_place_a_file_is_taken(string option, string file)
    {
        RunResult result = InProcess.Run(Formats.Folder, "read", "-q", option, Make(file), "no-such.pcap");

        Assert.Equal((1, "tlsdissect: no-such.pcap: no such file"), (result.Code, Assert.Single(result.ErrorLines)));
    }

    [Theory]
    [InlineData("follow", "FILE", "1")]
    [InlineData("export", "keylog", "FILE")]
    [InlineData("read", "capture.pcap", "FILE")]
    public void Every_command_refuses_a_key_as_a_capture(params string[] arguments)
    {
        string path = Make("pem key");
        Refused($"{path}: is a private key, not a capture; give it with --key",
            [.. arguments.Select(argument => argument == "FILE" ? path : argument)]);
    }

    [Fact]
    public void A_file_is_not_a_pre_shared_key_itself()
    {
        string path = Make("pre-shared keys");
        Refused($"--psk: takes the key itself, and {path} is a file; give it with --psk-file", "read", "--psk", path, "no-such.pcap");
    }

    [Theory]
    [InlineData("pkcs1.pem")]
    [InlineData("pkcs8.pem")]
    [InlineData("pkcs8.der")]
    public void An_RSA_key_is_not_a_static_Diffie_Hellman_key(string file) =>
        Refused($"{file}: is an RSA key, not an EC or DH key; give it with --key", "read", "--dh-key", file, "no-such.pcap");

    [Theory]
    [InlineData("--key")]
    [InlineData("--dh-key")]
    [InlineData("--keylog")]
    [InlineData("--psk-file")]
    [InlineData("")]
    public void A_keystore_is_named_with_the_command_that_converts_it(string option)
    {
        File.WriteAllBytes(_folder["k.jks"], [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]);
        string path = _folder["k.jks"];
        Refused($"{path}: is a Java keystore (JKS); convert it with: keytool -importkeystore -srckeystore {path} -destkeystore " +
            $"{path}.p12 -deststoretype PKCS12", option.Length == 0 ? ["read", path] : ["read", option, path, "x"]);
    }

    [Theory]
    [InlineData("--key")]
    [InlineData("--keylog")]
    [InlineData("--psk-file")]
    public void A_compressed_key_or_key_log_is_named_with_the_command_that_decompresses_it(string option)
    {
        File.WriteAllBytes(_folder["k"], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4]);
        Refused($"{_folder["k"]}: is an xz file; decompress it first, with: xz -dc {_folder["k"]}", "read", option, _folder["k"], "x");
    }

    [Fact]
    public void A_compressed_capture_that_is_not_read_fails_as_an_input()
    {
        File.WriteAllBytes(_folder["a.xz"], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4]);

        RunResult result = InProcess.Run(Formats.Folder, "read", "-q", _folder["a.xz"]);

        Assert.Equal((1, $"tlsdissect: {_folder["a.xz"]}: is an xz file; read it with: xz -dc {_folder["a.xz"]} | tlsdissect read -"),
            (result.Code, Assert.Single(result.ErrorLines)));
    }

    [Fact]
    public void The_command_that_reads_a_compressed_capture_is_whole_wherever_it_came_from()
    {
        byte[] xz = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4];
        File.WriteAllBytes(_folder["a.xz"], xz);
        string[] lines =
        [
            Assert.Single(InProcess.Run(Formats.Folder, "export", "secrets", "--key", "pkcs8.pem", _folder["a.xz"]).ErrorLines),
            InProcess.Run(Formats.Folder, "read", "-q", "-r", _folder["."]).ErrorLines[0],
        ];

        Assert.All(lines,
            line => Assert.Contains($"is an xz file; read it with: xz -dc {_folder["a.xz"]} | tlsdissect read -",
                line.Replace("/./", "/", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pkcs1.der")]
    [InlineData("pkcs8-encrypted.der")]
    [InlineData("pkcs12.p12")]
    [InlineData("pkcs8.pem")]
    public void No_prefix_and_no_mutation_of_a_key_throws(string file)
    {
        byte[] whole = File.ReadAllBytes(Formats.FileNamed(file));
        Random random = new(file.Length);
        for (int length = 0; length < whole.Length; length++) FileRecognition.KindOf(whole.AsSpan(0, length));
        for (int round = 0; round < 5000; round++)
        {
            byte[] mutated = [.. whole];
            for (int i = random.Next(1, 4); i > 0; i--) mutated[random.Next(Math.Min(64, mutated.Length))] = (byte)random.Next(256);
            Assert.True(Enum.IsDefined(FileRecognition.KindOf(mutated)));
        }
    }

    private static void Refused(string message, params string[] arguments)
    {
        RunResult result = InProcess.Run(Formats.Folder, arguments);

        Assert.Equal((2, ""), (result.Code, result.Text));
        Assert.Equal($"tlsdissect: {message}", Assert.Single(result.ErrorLines));
    }

    private static string KindOf(string file) => file switch
    {
        "certificate" or "der certificate" => "a certificate",
        "key log" or "gzip key log" => "a key log",
        "capture" or "gzip capture" or "pcapng with secrets" => "a capture",
        "pre-shared keys" => "a file of pre-shared keys",
        _ => "a private key",
    };

    private string Make(string file)
    {
        string keyLog = CaptureCase.Of("tls12-ecdhe-keylog").FileNamed("keys.log");
        switch (file)
        {
            case "pem key": return Formats.FileNamed("pkcs1.pem");
            case "der key": return Formats.FileNamed("pkcs1.der");
            case "pkcs8 key": return Formats.FileNamed("pkcs8.der");
            case "encrypted key": return Formats.FileNamed("pkcs8-encrypted.der");
            case "pkcs12 key": return Formats.FileNamed("pkcs12.p12");
            case "certificate": return Path.Combine(Repository.SharedKeys, "server.pem");
            case "key log": return keyLog;
            case "capture": return Formats.Capture;
            case "gzip capture": return CaptureCase.Of("gzip").Capture;
            case "pcapng with secrets": return CaptureCase.Of("secrets-block").Capture;
            case "der certificate":
                using (X509Certificate2 certificate =
                    X509Certificate2.CreateFromPemFile(Path.Combine(Repository.SharedKeys, "server.pem"),
                        Path.Combine(Repository.SharedKeys, "server.key")))
                    File.WriteAllBytes(_folder["file"], certificate.RawData);
                break;
            case "gzip key log":
                using (GZipStream gzip = new(File.Create(_folder["file"]), CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(keyLog));
                break;
            case "pre-shared keys":
                File.WriteAllText(_folder["file"],
                    $"# keys\nalice={Convert.ToHexString(
                        RandomNumberGenerator.GetBytes(16))}\nbob:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}\n");
                break;
        }

        return _folder["file"];
    }
}
