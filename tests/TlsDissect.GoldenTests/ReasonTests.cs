using System.Text.Json.Nodes;
using TlsDissect.Connections;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Every reason why a connection stays closed is shown by a capture.</summary>
public class ReasonTests
{
    private static readonly Lazy<HashSet<string?>> Shown = new(() =>
        [.. CaptureCase.Names().SelectMany(name => File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl"))).Select(line => (string?)JsonNode.Parse(line)!["decryption"]?["reason"])]);

    public static TheoryData<DecryptionReason> All => [.. Enum.GetValues<DecryptionReason>()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_capture_shows_it(DecryptionReason reason) => Assert.Contains(reason.JsonName(), Shown.Value);
}
