using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

public class SuitesTests
{
    [Theory]
    [InlineData("0xC02F")]
    [InlineData("49199")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")]
    [InlineData("tls_ecdhe_rsa_*_128_gcm_sha256", "0xC060", "0xC08A")]
    public void A_suite_is_found_by_number_name_and_pattern(string pattern, params string[] others)
    {
        RunResult result = Spawned.Run(Repository.Root, "suites", pattern);

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Equal(["number", "0xC02F", .. others], result.Lines.Select(line => line.Split(' ')[0]));
        Assert.Matches("^0xC02F +TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 +TLS +ECDHE +RSA +AES_128 +GCM +AEAD +SHA256 +yes$", result.Lines[1]);
    }

    [Fact]
    public void All_of_them_are_listed_in_json_with_their_parts()
    {
        RunResult result = Spawned.Run(Repository.Root, "suites", "--format", "json");
        JsonNode[] suites = [.. result.Lines.Select(line => JsonNode.Parse(line)!)];

        Assert.True(suites.Length > 350);
        Assert.All(suites, suite => Assert.Equal(
            ["type", "id", "name", "protocol", "key_exchange", "authentication", "cipher", "mode", "mac", "hash"], suite.AsObject().Take(10).Select(p => p.Key)));
        Assert.Equal(suites.Length, suites.Select(suite => (int)suite["id"]!).Distinct().Count());
    }

    [Fact]
    public void None_found_is_told()
    {
        RunResult result = Spawned.Run(Repository.Root, "suites", "rot13");

        Assert.Equal((1, "tlsdissect: suites: none matches 'rot13'\n"), (result.Code, result.Errors));
    }
}
