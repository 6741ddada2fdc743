using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> over captures, for each kind of key that fits, or nearly does.</summary>
public sealed partial class WhyTests : IDisposable
{
    private const string Server = "CN=server.example,O=TlsDissect (SHA-256 32308374508f8a68...)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_keys_it_says_what_would_decrypt()
    {
        RunResult result = Run("rsa-aes128-gcm");

        Assert.Equal(
            [
                "No keys were given, and the capture has no secrets of its own.",
                "connection  client  server  protocol  decrypted",
                "1  127.0.0.1:38396  server.example (127.0.0.1:443)  TLS 1.2, RSA  no: RSA key exchange; provide the server's " +
                    $"private key (--key) or a key log (--keylog); its certificate is {Server}",
                $"1 connection needs the private key of {Server} (--key).",
            ],
            result.Lines);
        Assert.Equal((0, "tlsdissect: 17 packets, 1 TLS connection, not decrypted (no_key)\n"), (result.Code, result.Errors));
    }

    [Fact]
    public void A_key_that_decrypts_is_named_with_its_certificate()
    {
        string[] lines = Run("rsa-aes128-gcm", "--key", "server.key").Lines;

        Assert.Equal($"server.key  RSA 2048  belongs to {Server}; decrypts 1 connection", lines[1]);
        Assert.EndsWith("yes, with the RSA key server.key; both Finished verified", lines[3], StringComparison.Ordinal);
        Assert.Equal("The connection is decrypted: read -d with the same keys shows the data.", lines[^1]);
    }

    [Fact]
    public void A_key_of_another_server_fits_nothing()
    {
        string[] lines = Run("wrong-key", "--key", "other.key").Lines;

        Assert.Equal("other.key  RSA 2048  does not belong to the server's certificate in the capture", lines[1]);
        Assert.Equal($"1 connection needs the private key of {Server} (--key).", lines[^1]);
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

        string[] lines = Run("rsa-aes128-gcm", "--key", _folder[name]).Lines;

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))[..16];
        Assert.EndsWith("does not belong to the server's certificate in the capture; the certificate beside it is " +
            $"CN=server.example,O=TlsDissect (SHA-256 {sha256}...), valid to 2020-12-31", lines[1], StringComparison.Ordinal);
        Assert.Equal($"1 connection needs the private key of {Server} (--key); old.key is the key of another certificate of the same " +
            "name, which may be an older one.", lines[^1]);
    }

    [Fact]
    public void The_right_key_of_an_ephemeral_exchange_needs_a_key_log()
    {
        string[] lines = Run("ecdhe-rsa-key", "--key", "server.key").Lines;

        Assert.Equal($"server.key  RSA 2048  belongs to {Server}; 1 connection uses ephemeral keys (forward secrecy) and needs a key log",
            lines[1]);
        Assert.StartsWith("1 connection needs a key log (--keylog), and no private key helps: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void TLS_13_hides_the_certificate_of_a_key() =>
        Assert.Equal("server.key  RSA 2048  no server's certificate is in the capture to compare it with: 1 connection of TLS 1.3 hides it",
            Run("tls13-rsa-key", "--key", "server.key").Lines[1]);

    [Fact]
    public void A_key_log_of_another_run_has_nothing_in_common_with_the_capture()
    {
        string[] lines = Run("key-log-of-another", "--keylog", "keys.log").Lines;

        Assert.Equal("keys.log  key log  6 secrets of 2 connections (1 CLIENT_RANDOM, 1 CLIENT_HANDSHAKE_TRAFFIC_SECRET, " +
            "1 SERVER_HANDSHAKE_TRAFFIC_SECRET, 1 CLIENT_TRAFFIC_SECRET_0, 1 SERVER_TRAFFIC_SECRET_0, 1 EXPORTER_SECRET); none of them " +
            "is in the capture: another program wrote it, or it did so at another time", lines[1]);
        Assert.StartsWith("1 connection is not in keys.log. Write the key log with ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_log_without_lines_contains_no_secrets()
    {
        File.WriteAllText(_folder["keys.log"], "# nothing yet\n");

        Assert.Equal("keys.log  key log  contains no secrets", Run("tls12-ecdhe-keylog", "--keylog", _folder["keys.log"]).Lines[1]);
    }

    [Fact]
    public void A_key_log_that_lacks_a_label_is_not_whole()
    {
        RunResult result = Run("application-secrets", "--keylog", "keys.log");

        Assert.EndsWith("; has 1 of the capture's 1 connection; decrypts 1 connection", result.Lines[1], StringComparison.Ordinal);
        Assert.Equal("1 connection has secrets in keys.log, but some are missing or wrong: provide the whole key log, as the program " +
            "wrote it.", result.Lines[^1]);
        JsonNode connection = Json("application-secrets", "--keylog", "keys.log")[0];
        Assert.Equal("""[{"kind":"keylog","name":"keys.log","labels":["CLIENT_TRAFFIC_SECRET_0","SERVER_TRAFFIC_SECRET_0"]}]""",
            connection["keys"]!.ToJsonString());
        Assert.Equal("""["keylog"]""", connection["helps"]!.ToJsonString());
    }

    [Fact]
    public void A_secret_that_does_not_verify_is_told_from_one_that_is_missing()
    {
        string log = CaptureCase.Of("tls12-ecdhe-keylog").FileNamed("keys.log");
        string[] words = File.ReadLines(log).Single(line => line.StartsWith("CLIENT_RANDOM ", StringComparison.Ordinal)).Split(' ');
        File.WriteAllText(_folder["keys.log"], $"{words[0]} {words[1]} {new string('0', 96)}\n");

        string[] lines = Run("tls12-ecdhe-keylog", "--keylog", _folder["keys.log"]).Lines;

        Assert.Equal("keys.log  key log  1 secret of 1 connection (1 CLIENT_RANDOM); has 1 of the capture's 1 connection; 1 connection " +
            "does not verify with it", lines[1]);
        Assert.Contains("some are missing or wrong", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_session_from_before_the_capture_needs_its_first_connection() =>
        Assert.StartsWith("1 connection resumes a session from before the capture: ",
            Run("resumed-unseen", "--key", "server.key").Lines[^1], StringComparison.Ordinal);

    /// <summary>The key decrypts a connection that has no certificate.</summary>
    [Fact]
    public void A_resumed_session_counts_for_the_key_of_its_first_connection()
    {
        JsonNode key = Json("resumed-by-id", "--key", "server.key").Single(line => (string?)line["type"] == "key");

        Assert.Equal((1, 2), ((int)key["connections"]!, (int)key["decrypted"]!));
    }

    [Fact]
    public void A_capture_that_starts_later_lacks_a_part_of_the_handshake() =>
        Assert.StartsWith("1 connection lacks a part of the handshake: ", Run("mid-stream", "--key", "server.key").Lines[^1],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("alice=00112233445566778899aabbccddeeff", "alice  pre-shared key  is the identity of 1 connection; decrypts 1 connection")]
    [InlineData("00112233445566778899aabbccddeeff", "(any identity)  pre-shared key  is tried for 1 connection; decrypts 1 connection")]
    [InlineData("alice=00", "alice  pre-shared key  is the identity of 1 connection; 1 connection does not verify with it")]
    [InlineData("bob=00", "bob  pre-shared key  no connection has this identity; the capture has alice")]
    public void A_pre_shared_key_is_compared_by_identity(string key, string row) =>
        Assert.Equal(row, Run("psk-tls12", "--psk", key).Lines[1]);

    [Fact]
    public void The_identity_that_a_connection_needs_is_named()
    {
        string[] lines = Run("psk-tls12").Lines;

        Assert.EndsWith("provide the pre-shared key (--psk) or a key log (--keylog); its identity is \"alice\"", lines[2],
            StringComparison.Ordinal);
        Assert.Equal("1 connection needs the pre-shared key (--psk).", lines[^1]);
    }

    [Fact]
    public void Both_keys_of_RSA_PSK_decrypt()
    {
        CaptureCase both = CaptureCase.Of("rsa-psk-tls12");
        IEnumerable<JsonNode> keys = Json(both.Name, both.Keys).Where(line => (string?)line["type"] == "key");

        Assert.Equal([("rsa_key", 1), ("psk", 1)], keys.Select(key => ((string)key["kind"]!, (int)key["decrypted"]!)));
    }

    [Fact]
    public void A_static_DH_key_belongs_to_a_certificate()
    {
        string[] lines = Run("static-ecdh-rsa", "--dh-key", "server.key").Lines;

        Assert.Matches(@"^server\.key  static EC  belongs to CN=\S+,O=TlsDissect \(SHA-256 \S+\); decrypts 1 connection$", lines[1]);
    }

    [Theory]
    [InlineData("late-secrets", "capture.pcapng  secrets block  5 secrets of 1 connection (")]
    [InlineData("f5-trailer", "capture.pcap  F5 trailers  1 secret of 1 connection (1 CLIENT_RANDOM); has 1 of ")]
    public void Secrets_in_the_capture_are_a_key_log(string name, string row) =>
        Assert.StartsWith(row, Run(name).Lines[1], StringComparison.Ordinal);

    [Theory]
    [InlineData("unsupported-gost", "1 connection cannot be decrypted with any key: see the table.")]
    [InlineData("tls12-rsa-null-sha", "Nothing was sent encrypted, so there is nothing to decrypt.")]
    public void It_says_where_no_key_helps(string name, string last) => Assert.Equal(last, Run(name).Lines[^1]);

    [Fact]
    public void A_capture_without_TLS_says_so()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        File.WriteAllBytes(_folder["tcp.pcap"], PcapEdit.Part(File.ReadAllBytes(of.Capture), 0, 3));

        RunResult result = InProcess.Run(of.Folder, "why", _folder["tcp.pcap"]);

        Assert.Equal("The capture has no TLS connections.", result.Lines[^1]);
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
        string[] lines = Run(of.Name, "--key", _folder.Path, "--key", "server.key").Lines;

        Assert.Equal(["key", "server.key", "25"], lines.Take(3).Select(line => line.Split(' ')[0]));
        Assert.Equal("25 other keys fit nothing.", lines[2]);
        Assert.Equal(26, Json(of.Name, "--key", _folder.Path, "--key", "server.key").Count(line => (string?)line["type"] == "key"));
    }

    /// <summary>The name of a file and an identity of the command line are outside text, too.</summary>
    [Fact]
    public void Hostile_names_reach_no_terminal()
    {
        const string Hostile = "k\u001b[2J\u202e.log";
        File.Copy(CaptureCase.Of("psk-tls12").FileNamed("expected.jsonl"), _folder[Hostile]);
        byte[] capture = File.ReadAllBytes(CaptureCase.Of("psk-tls12").Capture);
        Replace(capture, "server.example"u8, "srv\u001b]0;x\u0007mple!"u8);
        Replace(capture, "alice"u8, "a\u001b[2J"u8);
        File.WriteAllBytes(_folder["hostile.pcap"], capture);

        foreach (string[] more in new string[][] { [], ["--width", "60"], ["--width", "300"], ["--format", "json"] })
        {
            string text = InProcess.Run(_folder.Path,
                ["why", "hostile.pcap", "--keylog", Hostile, "--psk", "\u001b[31mbob=00", .. more]).Text;
            Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
            Assert.DoesNotContain('\u202e', text);
            Assert.Contains("x1b]0;x".Replace("x1b", more is ["--format", ..] ? "u001B" : "x1b", StringComparison.Ordinal), text,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Alike_connections_share_a_row_and_selected_ones_have_their_own()
    {
        RunResult grouped = Run("refused-tls");
        string[] all = [.. Json("refused-tls").Where(line => (string?)line["type"] == "connection_key").Select(line => $"{line["id"]}")];
        RunResult selected = Run("refused-tls", [.. all.SelectMany(id => new[] { "--id", id })]);

        Assert.Equal(24, all.Length);
        Assert.StartsWith("1, 20, 39 and 21 more  127.0.0.1  server.example (127.0.0.1:25) and 23 more servers  TLS 1.2, RSA ",
            grouped.Lines[2], StringComparison.Ordinal);
        Assert.Equal(4, grouped.Lines.Length);
        Assert.Equal(all, selected.Lines.Skip(2).SkipLast(1).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("40")]
    [InlineData("80")]
    [InlineData("120")]
    [InlineData("200")]
    public void Lines_fit_the_width(string width)
    {
        RunResult result = Run("wrong-key", "--key", "other.key", "--width", width);

        Assert.All(result.Lines, line => Assert.InRange(line.Length, 1, int.Parse(width, CultureInfo.InvariantCulture)));
        Assert.Equal(width == "200", result.Text.Contains("│ connection", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        string[] names = ["refused-tls", "judged-stacks", "mozilla-modern", "f5-trailer", "late-secrets", "resumed-by-id"];
        string[] captures = [.. names.Select(name => CaptureCase.Of(name).Capture)];
        string key = CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key");
        foreach (string[] format in new string[][] { [], ["--format", "json"], ["--apart"] })
        {
            string One(string threads) =>
                InProcess.Run(_folder.Path, ["why", .. captures, "--key", key, .. format, "--threads", threads]).Text;
            string one = One("1");
            Assert.All(["2", "3", "7"], threads => Assert.Equal(one, One(threads)));
        }
    }

    [Fact]
    public void Exit_codes_are_those_of_read()
    {
        string folder = CaptureCase.Of("ecdhe-rsa-key").Folder;
        int Code(params string[] arguments) =>
            InProcess.RunConsole(folder, ["why", "--quiet", "-o", _folder["out"], "--force", .. arguments]).Code;

        Assert.Equal(0, Code("capture.pcap"));
        Assert.Equal(4, Code("capture.pcap", "--key", "server.key", "--fail-on", "undecrypted"));
        Assert.Equal(1, Code("missing.pcap"));
        Assert.Equal(2, Code("capture.pcap", "--key", "missing.key"));
        Assert.Equal(1, Code("capture.pcap", "--id", "2"));
    }

    private static void Replace(byte[] content, ReadOnlySpan<byte> old, ReadOnlySpan<byte> by)
    {
        Assert.Equal(old.Length, by.Length);
        int at = content.AsSpan().IndexOf(old);
        Assert.True(at > 0, Encoding.ASCII.GetString(old));
        by.CopyTo(content.AsSpan(at));
    }

    private static RunResult Run(string name, params string[] options)
    {
        CaptureCase of = CaptureCase.Of(name);
        RunResult result = InProcess.Run(of.Folder, ["why", of.Capture, .. options]);
        return options.Contains("--width") ? result : result with { Output = Encoding.UTF8.GetBytes(Gap().Replace(result.Text, "  ")) };
    }

    private static JsonNode[] Json(string name, params string[] options) =>
        [.. Run(name, ["--format", "json", .. options]).Lines.Select(line => JsonNode.Parse(line)!)];

    /// <summary>Columns are as wide as their longest cell.</summary>
    [GeneratedRegex(@"(?<=\S) {2,}")]
    private static partial Regex Gap();
}
