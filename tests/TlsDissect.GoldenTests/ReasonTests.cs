using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Every reason why a connection stays encrypted is shown by a capture.</summary>
public class ReasonTests
{
    private static readonly Lazy<HashSet<string?>> Shown = new(() =>
        [.. CaptureCase.Names().SelectMany(name => File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")))
            .Select(line => (string?)JsonNode.Parse(line)!["decryption"]?["reason"])]);

    /// <summary>All but two: tests of the library show a bound that takes a flood of connections, and an internal error.</summary>
    public static TheoryData<DecryptionReason> All =>
        [.. Enum.GetValues<DecryptionReason>()
            .Where(reason => reason is not (DecryptionReason.NotTried or DecryptionReason.InternalError))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_capture_shows_it(DecryptionReason reason) => Assert.Contains(reason.JsonName(), Shown.Value);

    [Theory]
    [InlineData("--key", "server.key", "provide the pre-shared key too (--psk)")]
    [InlineData("--psk", "alice=00112233445566778899aabbccddeeff", "provide the server's private key too (--key)")]
    public void One_of_the_two_keys_that_RSA_PSK_takes_is_not_called_wrong(string option, string key, string advice)
    {
        RunResult result = Spawned.Run(CaptureCase.Of("rsa-psk-tls12").Folder, "read", "capture.pcap", option, key);

        Assert.Contains("(no_key)", result.Errors, StringComparison.Ordinal);
        Assert.Contains(advice, result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls13-aes128-gcm", "tls12-ecdhe-keylog", "keys.log has 1 secret of 1 connection, none for client random")]
    [InlineData("tls12-ecdhe-keylog", "tls13-aes128-gcm", "keys.log has 5 secrets of 1 connection, none for client random")]
    [InlineData("rsa-aes128-gcm", "tls13-aes128-gcm", "the server's private key (--key) decrypts it too")]
    public void A_key_log_of_another_connection_is_named_with_what_it_holds(string name, string other, string sentence)
    {
        RunResult result =
            Spawned.Run(CaptureCase.Of(name).Folder, "read", "capture.pcap", "--keylog", CaptureCase.Of(other).FileNamed("keys.log"));

        Assert.Contains("(not_in_key_log)", result.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HANDSHAKE", "decrypted in part (not_in_key_log)",
        "keys.log lacks CLIENT_TRAFFIC_SECRET_0 and SERVER_TRAFFIC_SECRET_0 for client random")]
    [InlineData("EXPORTER", "not decrypted (not_in_key_log)", "keys.log has only EXPORTER_SECRET for client random")]
    public void A_key_log_whose_labels_do_not_help_says_which_are_needed(string kept, string summary, string sentence)
    {
        using TemporaryFolder folder = new();
        CaptureCase capture = CaptureCase.Of("tls13-aes128-gcm");
        File.WriteAllLines(folder["keys.log"],
            File.ReadLines(capture.FileNamed("keys.log")).Where(line => line.Contains(kept, StringComparison.Ordinal)));

        RunResult result = Spawned.Run(capture.Folder, "read", "capture.pcap", "--keylog", folder["keys.log"]);

        Assert.Contains(summary, result.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecdhe-rsa-key", "ecdhe-rsa-key", "server.key", "server.key is this server's key, but ECDHE uses ephemeral keys")]
    [InlineData("ecdhe-rsa-key", "wrong-key", "other.key", "other.key does not match this server either")]
    [InlineData("tls13-rsa-key", "tls13-rsa-key", "server.key", "whether it matches this server is unknown: the certificate is encrypted")]
    public void A_server_key_beside_ephemeral_keys_is_compared_with_the_certificate(string name, string other, string key, string sentence)
    {
        RunResult result = Spawned.Run(CaptureCase.Of(name).Folder, "read", "capture.pcap", "--key", CaptureCase.Of(other).FileNamed(key));

        Assert.Contains("(forward_secrecy)", result.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, result.Text, StringComparison.Ordinal);
    }
}
