using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Every reason why a connection stays closed is shown by a capture.</summary>
public class ReasonTests
{
    private static readonly Lazy<HashSet<string?>> Shown = new(() =>
        [.. CaptureCase.Names().SelectMany(name => File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl"))).Select(line => (string?)JsonNode.Parse(line)!["decryption"]?["reason"])]);

    /// <summary>All but two: tests of the library show a bound that takes a flood of connections, and an internal error.</summary>
    public static TheoryData<DecryptionReason> All => [.. Enum.GetValues<DecryptionReason>().Where(reason => reason is not (DecryptionReason.NotTried or DecryptionReason.InternalError))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_capture_shows_it(DecryptionReason reason) => Assert.Contains(reason.JsonName(), Shown.Value);

    [Theory]
    [InlineData("--key", "server.key")]
    [InlineData("--psk", "alice=00112233445566778899aabbccddeeff")]
    public void One_of_the_two_keys_that_RSA_PSK_takes_is_not_called_wrong(string option, string key)
    {
        RunResult result = Spawned.Run(CaptureCase.Of("rsa-psk-tls12").Folder, "read", "capture.pcap", option, key);

        Assert.Contains("1 no_key", result.Errors, StringComparison.Ordinal);
        Assert.Contains("(--key) and the pre-shared key (--psk), both", result.Text, StringComparison.Ordinal);
    }
}
