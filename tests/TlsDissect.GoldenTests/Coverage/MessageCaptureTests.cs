using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>captures/tools/messages.tsv: each handshake message is shown by a case, or its reason says why not.</summary>
public class MessageCaptureTests
{
    private static readonly string[][] Rows =
        [.. File.ReadLines(Path.Combine(Repository.Captures, "tools", "messages.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))];

    public static TheoryData<string, string> Shown
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (string[] row in Rows)
            {
                foreach (string name in row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)) rows.Add(row[0], name);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_case_shows_it(string message, string name) =>
        Assert.Contains(message, File.ReadLines(CaptureCase.Of(name).FileNamed("expected.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(line => (string?)line["type"] == "connection")
            .SelectMany(line => line["messages"]!.AsArray()).Where(m => m!["malformed"] is null).Select(m => (string)m!["message"]!));

    [Fact]
    public void Every_message_of_the_registries_has_a_row_with_a_case_or_a_reason()
    {
        Assert.Equal(Names("handshake-types").Union(Names("ssl2-message-types")).Order(StringComparer.Ordinal),
            Rows.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(Rows, row => Assert.True(row[1].Length > 0 || row[2].Length > 10, $"{row[0]} has no case and no reason"));
    }

    private static IEnumerable<string> Names(string registry) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "TlsDissect.Tests", "Registries", registry + ".tsv"))
            .Where(line => line[0] != '#').Select(line => line.Split('\t')[1]);
}
