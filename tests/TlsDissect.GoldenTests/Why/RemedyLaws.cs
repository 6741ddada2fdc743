using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary>What helps is said twice: in <c>helps</c> for programs, and in a sentence for people. Both say the same.</summary>
public partial class RemedyLaws
{
    /// <summary>The options that a sentence may name, and the remedies that they stand for.</summary>
    private static readonly (string Option, string[] Remedies)[] Options =
    [
        ("--key", ["rsa_key", "rsa_key_and_psk"]), ("--dh-key", ["dh_key"]), ("--psk", ["psk", "rsa_key_and_psk"]),
        ("--keylog", ["keylog"]), ("--limit", ["limit"]),
    ];

    private static readonly string[] Names = [.. CaptureCase.Names().Where(name => Repository.GroupOf(name) != "suites")];

    [Fact]
    public void Without_keys_the_sentence_names_the_same_remedies()
    {
        int seen = 0;
        foreach (string name in Names)
        {
            foreach (JsonNode connection in Connections(name, []))
            {
                string text = (string?)connection["text"] ?? "";
                string[] helps = Helps(connection);
                seen += helps.Length;
                foreach ((string option, string[] remedies) in Options)
                    Assert.True(Mentions(text, option) == helps.Any(remedies.Contains), $"{name}: {option}: {connection}");
                Assert.True(Capture().IsMatch(text) == helps.Contains("capture"), $"{name}: {connection}");
            }
        }

        Assert.True(seen > 500, $"{seen}");
    }

    /// <summary>With keys, a sentence may leave out what it has said, as the key log that was given.</summary>
    [Fact]
    public void With_keys_every_remedy_of_the_sentence_is_in_the_list()
    {
        foreach (string name in Names)
        {
            foreach (JsonNode connection in Connections(name, CaptureCase.Of(name).Keys))
            {
                string text = (string?)connection["text"] ?? "";
                string[] helps = Helps(connection);
                foreach ((string option, string[] remedies) in Options)
                    Assert.True(!Mentions(text, option) || helps.Any(remedies.Contains), $"{name}: {option}: {connection}");
                Assert.Equal(connection["decryption"]!["reason"] is null, text.Length == 0);
            }
        }
    }

    private static bool Mentions(string text, string option) => Regex.IsMatch(text, $@"{option}(?![\w-])");

    private static string[] Helps(JsonNode connection) => [.. connection["helps"]!.AsArray().Select(one => (string)one!)];

    private static IEnumerable<JsonNode> Connections(string name, string[] keys)
    {
        CaptureCase of = CaptureCase.Of(name);
        return InProcess.Run(of.Folder, ["why", of.Capture, "--quiet", "--format", "json", .. keys]).Lines
            .Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["type"] == "connection_key");
    }

    [GeneratedRegex(@"\bcapture (both|from|whole|with|again)")]
    private static partial Regex Capture();
}
