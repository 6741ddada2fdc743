using System.Globalization;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests;

public class SuitesTests
{
    /// <summary>Heads of columns that a block leaves out.</summary>
    private static readonly string[] Heads = ["number", "name"];

    [Theory]
    [InlineData("0xC02F")]
    [InlineData("49199")]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")]
    [InlineData("tls_ecdhe_rsa_*_128_gcm_sha256", "0xC060", "0xC08A")]
    public void A_suite_is_found_by_number_name_and_pattern(string pattern, params string[] others)
    {
        RunResult result = Spawned.Run(Repository.Root, "suites", pattern);

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Equal(["number", "0xC02F", .. others], result.Lines.Select(line => line.Split(' ')[0]));
        const string Names = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 +ECDHE-RSA-AES128-GCM-SHA256";
        Assert.Matches($"^0xC02F +{Names} +TLS +ECDHE +RSA +AES_128 +GCM +AEAD +SHA256 +yes +forward secrecy$", result.Lines[1]);
    }

    [Fact]
    public void All_of_them_are_listed_in_json_with_their_parts()
    {
        RunResult result = Spawned.Run(Repository.Root, "suites", "--format", "json");
        JsonNode[] suites = [.. result.Lines.Select(line => JsonNode.Parse(line)!)];

        Assert.True(suites.Length > 350);
        Assert.All(suites, suite => Assert.Equal(
            ["type", "id", "name", "protocol", "key_exchange", "authentication", "cipher", "mode", "mac", "hash"],
            suite.AsObject().Take(10).Select(p => p.Key)));
        Assert.Equal(suites.Length, suites.Select(suite => (int)suite["id"]!).Distinct().Count());
    }

    /// <summary>OpenSSL's AES128-SHA is a part of the names of a dozen other suites.</summary>
    [Theory]
    [InlineData("AES128-SHA", 0x002F)]
    [InlineData("rc4-md5", 0x0004)]
    [InlineData("TLS_AES_128_GCM_SHA256", 0x1301)]
    [InlineData("TLS_RSA_WITH_NULL_SHA", 0x0002)]
    [InlineData("tls_rsa_with_aes_128_cbc_sha", 0x002F)]
    public void A_whole_name_finds_one_suite(string pattern, int id) =>
        Assert.Equal(id, (int)Assert.Single(CipherSuites.Search(pattern)).Id);

    /// <summary>The suites that OpenSSL's present builds leave out are here from its headers.</summary>
    [Theory]
    [InlineData(0x0003, "EXP-RC4-MD5")]
    [InlineData(0x0016, "DHE-RSA-DES-CBC3-SHA")]
    [InlineData(0x0019, "EXP-ADH-DES-CBC-SHA")]
    [InlineData(0x008B, "PSK-3DES-EDE-CBC-SHA")]
    [InlineData(0xC062, "ECDH-ARIA128-GCM-SHA256")]
    [InlineData(0xC03C, null)]
    [InlineData(0xC07A, null)]
    [InlineData(0x00FF, null)]
    public void Old_suites_have_the_names_of_OpenSSLs_headers(int id, string? name) =>
        Assert.Equal(name, CipherSuite.Find((CipherSuiteId)id)!.OpenSslName());

    [NeedsFact("openssl")]
    public void Names_are_those_that_openssl_prints()
    {
        RunResult result = OtherProcess.Run("openssl", Path.GetTempPath(), null, "ciphers", "-V", "ALL:COMPLEMENTOFALL:@SECLEVEL=0");
        IEnumerable<string[]> lines = result.Lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        (CipherSuite? Suite, string Name)[] printed =
            [.. lines.Select(words => (CipherSuites.Search(words[0]).SingleOrDefault(), words[2]))];

        Assert.True(printed.Length > 100, result.Errors);
        Assert.All(printed, one => Assert.Equal(one.Name, one.Suite?.OpenSslName()));
    }

    [Fact]
    public void A_suite_is_judged_in_json_and_text()
    {
        RunResult text = Spawned.Run(Repository.Root, "suites", "RC4-SHA");
        JsonNode json = JsonNode.Parse(Assert.Single(Spawned.Run(Repository.Root, "suites", "RC4-SHA", "--format", "json").Lines))!;

        const string Judgement = "RC4: forbidden by RFC 7465; SHA-1 MAC; no forward secrecy; RSA key exchange: forbidden by RFC 10015";
        Assert.EndsWith($" {Judgement}", text.Lines[1], StringComparison.Ordinal);
        Assert.Equal("RC4-SHA", (string?)json["openssl_name"]);
        Assert.False((bool)json["forward_secrecy"]!);
        Assert.Contains("RC4: forbidden by RFC 7465", json["judgement"]!.AsArray().Select(phrase => (string?)phrase));
    }

    /// <summary>No word is split at any width; a suite is a block where a table would have to.</summary>
    [Theory]
    [InlineData("suites", "80", false)]
    [InlineData("suites", "120", false)]
    [InlineData("suites", "400", true)]
    [InlineData("interfaces", "40", false)]
    [InlineData("interfaces", "80", true)]
    [InlineData("interfaces", "110", true)]
    public void A_table_splits_no_word(string command, string width, bool mayBeTable)
    {
        RunResult plain = Spawned.Run(Repository.Root, command);
        RunResult result = Spawned.Run(Repository.Root, command, "--width", width);

        string[] words = plain.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        string[] shown = result.Text.Split([' ', '\n', '│', ',', ':'], StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> whole = words.Select(word => word.TrimEnd(',', ':')).Where(word => word != "-" && !word.Contains(':'));
        Assert.Empty(whole.Except(shown).Except(Heads));
        Assert.All(result.Lines.Where(line => line.TrimStart().Contains(' ')), line =>
            Assert.InRange(line.Length, 0, int.Parse(width, CultureInfo.InvariantCulture)));
        if (!mayBeTable) Assert.DoesNotContain("│", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_has_every_part_of_a_suite() => Assert.Equal(
        [
            "0xC02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "  OpenSSL name: ECDHE-RSA-AES128-GCM-SHA256",
            "  parts: protocol TLS, key exchange ECDHE, authentication RSA, cipher AES_128,",
            "    mode GCM, MAC AEAD, hash SHA256",
            "  judgement: forward secrecy",
            "  decrypts: yes",
        ],
        Spawned.Run(Repository.Root, "suites", "0xC02F", "--width", "80").Lines);

    [Fact]
    public void A_pre_shared_key_alone_has_no_forward_secrecy() =>
        Assert.EndsWith(" forward secrecy, except with psk_ke", Spawned.Run(Repository.Root, "suites", "0x1301").Lines[1],
            StringComparison.Ordinal);

    [Fact]
    public void None_found_is_told()
    {
        RunResult result = Spawned.Run(Repository.Root, "suites", "rot13");

        Assert.Equal((1, "tlsdissect: suites: none matches 'rot13'\n"), (result.Code, result.Errors));
    }
}
