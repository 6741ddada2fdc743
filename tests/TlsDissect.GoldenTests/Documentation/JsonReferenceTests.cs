using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>docs/json.md against what the captures' expected output has.</summary>
public class JsonReferenceTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "json.md"));

    private static readonly JsonNode[] Lines =
        [.. CaptureCase.Names().SelectMany(name => File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")))
            .Select(line => JsonNode.Parse(line)!)];

    [Fact]
    public void Every_member_that_is_written_is_in_the_reference() =>
        Assert.DoesNotContain(Lines.SelectMany(Members).Distinct(), name => name is not "type" && !IsNamed(name));

    [Fact]
    public void Every_value_of_a_closed_list_is_in_the_reference()
    {
        IEnumerable<string> written =
            Lines.SelectMany(line => new[] { line["handshake"], line["decryption"]?["status"], line["decryption"]?["secret"] })
                .OfType<JsonNode>().Select(node => (string)node!);
        Assert.DoesNotContain(written.Concat(Enum.GetValues<DecryptionReason>().Select(reason => reason.JsonName())).Distinct(),
            value => !IsNamed(value));
    }

    private static bool IsNamed(string word) => Text.Contains($"`{word}`", StringComparison.Ordinal);

    private static IEnumerable<string> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value).Prepend(member.Key)),
        JsonArray items => items.SelectMany(Members),
        _ => [],
    };
}
