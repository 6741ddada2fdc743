using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Explained;

/// <summary><c>-v --explain</c> shows the numbers being mixed; secrets only with <c>--show-secrets</c>, and then the right ones.</summary>
public sealed partial class ShownSecretsTests
{
    /// <summary>One of each kind of secret: key log, server key, pre-shared key, with and without extended master secret, resumption, TLS
    /// 1.3.</summary>
    private static readonly string[] Varied =
    [
        "rsa-aes128-gcm", "tls12-rsa-aes128-gcm-no-ems", "tls10-rsa-aes128-sha", "ssl3-rsa-rc4-128-sha", "tls12-ecdhe-keylog",
        "tls10-dhe-psk-aes-128-cbc-sha", "psk-tls12", "rsa-psk-tls12",
        "rsa-export-temporary-key", "static-dh-rsa", "static-ecdh-ecdsa", "resumed-by-id", "resumed-by-ticket", "renegotiation-tls12",
        "tls13-aes128-gcm", "tls13-aes256-gcm", "tls13-psk-ke",
        "tls13-psk-dhe-ke-keylog", "tls13-early-data-accepted", "tls13-psk-ke-resumption", "lost-client-hello",
        "tls12-lost-client-hello-keylog", "secrets-block", "f5-trailer", "encrypted-client-hello", "dtls12-rsa-aes128-gcm",
        "dtls13-aes128-gcm", "dtls13-chacha20",
    ];

    [Fact]
    public void No_secret_is_shown_unless_it_is_asked_for()
    {
        int count = 0;
        foreach (string name in Varied)
        {
            CaptureCase of = CaptureCase.Of(name);
            foreach (string[] options in (string[][])[["--explain"], ["--explain", "-v"], ["--explain", "--show-secrets"],
                ["-v", "--show-secrets"]])
            {
                string shown = Hex(InProcess.Read(of, options));
                foreach (string secret in Secrets(of))
                {
                    count++;
                    Assert.False(shown.Contains(secret, StringComparison.Ordinal), $"{name} {string.Join(' ', options)}");
                }
            }
        }

        Assert.True(count > 100, $"{count} secrets were looked for");
    }

    [Fact]
    public void Every_verified_secret_is_shown_where_it_is_asked_for()
    {
        foreach (string name in Varied.Except(["renegotiation-tls12"]))
        {
            CaptureCase of = CaptureCase.Of(name);
            string shown = Hex(InProcess.Read(of, "--explain", "-v", "--show-secrets"));
            Assert.All(Secrets(of), secret => Assert.True(shown.Contains(secret, StringComparison.Ordinal), $"{name}: {secret[..8]}..."));
        }
    }

    [Fact]
    public void Without_the_option_its_length_and_the_option_are_told()
    {
        string text = string.Join(' ', Explanation.Read(CaptureCase.Of("rsa-aes128-gcm"), "-v").Select(told => told.Text));

        Assert.Matches(@"premaster secret +48 bytes; --show-secrets prints it", text);
        Assert.Matches(@"client write key +16 bytes", text);
    }

    /// <summary>RFC 5246 §5, §8.1, §6.3, computed here.</summary>
    [Fact]
    public void The_numbers_of_TLS_1_2_follow_from_each_other()
    {
        Dictionary<string, byte[]> numbers =
            Numbers(InProcess.Read(CaptureCase.Of("tls12-rsa-aes128-gcm-no-ems"), "--explain", "-v", "--show-secrets"));
        (byte[] client, byte[] server) = (numbers["client random"], numbers["server random"]);

        byte[] master = Prf(numbers["premaster secret"], "master secret", [.. client, .. server], 48);
        byte[] block = Prf(master, "key expansion", [.. server, .. client], 40);

        Assert.Equal(master, numbers["master secret"]);
        Assert.Equal(block[..16], numbers["client write key"]);
        Assert.Equal(block[16..32], numbers["server write key"]);
        Assert.Equal(block[32..36], numbers["client write IV"]);
        Assert.Equal(block[36..], numbers["server write IV"]);
    }

    /// <summary>RFC 7627 §4: the session hash instead of the randoms.</summary>
    [Fact]
    public void With_extended_master_secret_the_session_hash_takes_the_place_of_the_randoms()
    {
        Dictionary<string, byte[]> numbers = Numbers(InProcess.Read(CaptureCase.Of("rsa-aes128-gcm"), "--explain", "-v", "--show-secrets"));

        Assert.Equal(Prf(numbers["premaster secret"], "extended master secret", numbers["session hash"], 48), numbers["master secret"]);
    }

    /// <summary>RFC 8446 §7.1 with a pre-shared key alone, and §7.3.</summary>
    [Fact]
    public void The_numbers_of_TLS_1_3_follow_from_each_other()
    {
        CaptureCase of = CaptureCase.Of("tls13-psk-ke");
        Dictionary<string, byte[]> numbers = Numbers(InProcess.Read(of, "--explain", "-v", "--show-secrets"));
        byte[] key = Convert.FromHexString(of.Arguments[Array.IndexOf(of.Arguments, "--psk") + 1].Split(':')[^1]);
        byte[] zeros = new byte[32];

        byte[] early = HKDF.Extract(HashAlgorithmName.SHA256, key, zeros);
        byte[] handshake = HKDF.Extract(HashAlgorithmName.SHA256, zeros, ExpandLabel(early, "derived", SHA256.HashData([]), 32));
        byte[] master = HKDF.Extract(HashAlgorithmName.SHA256, zeros, ExpandLabel(handshake, "derived", SHA256.HashData([]), 32));

        Assert.Equal(early, numbers["early secret"]);
        Assert.Equal(handshake, numbers["handshake secret"]);
        Assert.Equal(master, numbers["master secret"]);
        foreach (string name in (string[])["client hs", "server hs", "client ap", "server ap"])
        {
            byte[] traffic = numbers[$"{name} traffic"];
            Assert.Equal(ExpandLabel(traffic, "key", [], 16), numbers[$"{name} key, IV"]);
        }
    }

    /// <summary>RFC 9147 §4.2.3 and §5.9.</summary>
    [Fact]
    public void In_DTLS_1_3_the_labels_are_its_own_and_record_numbers_have_a_key()
    {
        Dictionary<string, byte[]> numbers =
            Numbers(InProcess.Read(CaptureCase.Of("dtls13-aes128-gcm"), "--explain", "-v", "--show-secrets"));

        foreach (string name in (string[])["client hs", "server hs", "client ap", "server ap"])
        {
            byte[] traffic = numbers[$"{name} traffic"];
            Assert.Equal(ExpandLabel(traffic, "key", [], 16, "dtls13"), numbers[$"{name} key, IV"]);
            Assert.Equal(ExpandLabel(traffic, "sn", [], 16, "dtls13"), numbers[$"{name} sn_key"]);
        }
    }

    [Fact]
    public void A_file_with_secrets_is_for_its_owner_alone()
    {
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "out.txt");

        RunResult run =
            InProcess.RunConsole(CaptureCase.Of("rsa-aes128-gcm").Folder,
                ["read", "-q", "capture.pcap", "--key", "server.key", "--explain", "-v", "--show-secrets", "-o", output]);

        Assert.Equal(0, run.Code);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(output));
    }

    /// <summary>What the export of the key log has: every secret that decrypted a record.</summary>
    private static string[] Secrets(CaptureCase of)
    {
        RunResult log = InProcess.Run(of.Folder, ["export", "keylog", "--quiet", .. of.Arguments]);
        string[] secrets = [.. log.Lines.Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')[2].Trim().ToLowerInvariant())];
        Assert.True(secrets.Length > 0, of.Name);
        return secrets;
    }

    /// <summary>The text without what breaks a number over lines.</summary>
    private static string Hex(RunResult run) => Break().Replace(run.Text, "");

    /// <summary>The numbers of the first connection by name, each the first after its name.</summary>
    private static Dictionary<string, byte[]> Numbers(RunResult run)
    {
        Dictionary<string, byte[]> numbers = [];
        string name = "";
        string digits = "";
        foreach (string line in run.Text.Split("\n\nConnection ")[0].Split('\n'))
        {
            Match match = Number().Match(line);
            if (!match.Success) continue;
            if (!string.IsNullOrWhiteSpace(match.Groups["name"].Value)) (name, digits) = (match.Groups["name"].Value.TrimEnd(), "");
            if (!HexDigits().IsMatch(match.Groups["value"].Value)) continue;
            digits += match.Groups["value"].Value;
            if (!numbers.ContainsKey(name) ||
                digits.Length > match.Groups["value"].Length && !name.EndsWith("IV", StringComparison.Ordinal))
                numbers[name] = Convert.FromHexString(digits);
        }

        return numbers;
    }

    private static byte[] Prf(byte[] secret, string label, byte[] seed, int length)
    {
        byte[] all = [.. Encoding.ASCII.GetBytes(label), .. seed];
        byte[] a = all;
        List<byte> output = [];
        while (output.Count < length)
        {
            a = HMACSHA256.HashData(secret, a);
            output.AddRange(HMACSHA256.HashData(secret, (byte[])[.. a, .. all]));
        }

        return [.. output.Take(length)];
    }

    private static byte[] ExpandLabel(byte[] secret, string label, byte[] context, int length, string prefix = "tls13 ")
    {
        byte[] name = Encoding.ASCII.GetBytes(prefix + label);
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length,
            [(byte)(length >> 8), (byte)length, (byte)name.Length, .. name, (byte)context.Length, .. context]);
    }

    [GeneratedRegex(@"\n +│ +")]
    private static partial Regex Break();

    [GeneratedRegex(@"^ +│   (?<name>.{22})(?<value>.+)$")]
    private static partial Regex Number();

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex HexDigits();
}
