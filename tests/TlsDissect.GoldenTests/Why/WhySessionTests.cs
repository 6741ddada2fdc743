using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> about pre-shared keys and resumed sessions.</summary>
public class WhySessionTests
{
    [Theory]
    [InlineData("alice=00112233445566778899aabbccddeeff", "alice  pre-shared key  is the identity of 1 connection; decrypts 1 connection")]
    [InlineData("00112233445566778899aabbccddeeff", "(any identity)  pre-shared key  is tried for 1 connection; decrypts 1 connection")]
    [InlineData("alice=00", "alice  pre-shared key  is the identity of 1 connection; 1 connection does not verify with it")]
    [InlineData("bob=00", "bob  pre-shared key  no connection has this identity; the capture has alice")]
    public void A_pre_shared_key_is_compared_by_identity(string key, string row) =>
        Assert.Equal(row, WhyRuns.Of("psk-tls12", "--psk", key).Lines[1]);

    [Fact]
    public void The_identity_that_a_connection_needs_is_named()
    {
        string[] lines = WhyRuns.Of("psk-tls12").Lines;

        Assert.EndsWith("provide the pre-shared key (--psk) or a key log (--keylog); its identity is \"alice\"", lines[2],
            StringComparison.Ordinal);
        Assert.Equal("1 connection needs the pre-shared key (--psk).", lines[^1]);
    }

    [Fact]
    public void Both_keys_of_RSA_PSK_decrypt()
    {
        CaptureCase both = CaptureCase.Of("rsa-psk-tls12");
        IEnumerable<JsonNode> keys = WhyRuns.Json(both.Name, both.Keys).Where(line => (string?)line["type"] == "key");

        Assert.Equal([("rsa_key", 1), ("psk", 1)], keys.Select(key => ((string)key["kind"]!, (int)key["decrypted"]!)));
    }

    [Fact]
    public void A_resumed_session_from_before_the_capture_needs_its_first_connection() =>
        Assert.StartsWith("1 connection resumes a session from before the capture: ",
            WhyRuns.Of("resumed-unseen", "--key", "server.key").Lines[^1], StringComparison.Ordinal);

    /// <summary>The key decrypts a connection that has no certificate.</summary>
    [Fact]
    public void A_resumed_session_counts_for_the_key_of_its_first_connection()
    {
        JsonNode key = WhyRuns.Json("resumed-by-id", "--key", "server.key").Single(line => (string?)line["type"] == "key");

        Assert.Equal((1, 2), ((int)key["connections"]!, (int)key["decrypted"]!));
    }
}
