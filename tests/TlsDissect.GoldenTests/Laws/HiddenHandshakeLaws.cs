using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>
/// Without keys, records of a TLS 1.3 handshake are told from application data: the counts of data are those that keys show, plus
/// messages and alerts after the Finished. Over every capture of TLS 1.3 that has both hellos.
/// </summary>
public class HiddenHandshakeLaws
{
    /// <summary>
    /// Header of a handshake message, content type, the padding that Java adds and the longest tag: what a message's record has beside its
    /// body.
    /// </summary>
    private const int MostOverhead = 4 + 1 + 16 + 16;

    /// <summary>Where the numbers differ otherwise, and why.</summary>
    private static readonly Dictionary<(string Name, string Side), string> Exceptions = new()
    {
        [("application-secrets", "server")] = "the key log lacks the handshake's secrets: the Finished is not listed",
        [("tls13-early-data-no-secret", "client")] =
            "EndOfEarlyData stays encrypted, and counts as data where the Finished after it is decrypted",
        [("tls13-padding", "client")] = "records are padded, and longer than their messages",
        [("tls13-padding", "server")] = "records are padded, and longer than their messages",
    };

    /// <summary>The captures whose expected output has a connection of TLS 1.3.</summary>
    public static TheoryData<string> Captures => [.. CaptureCase.Names().Where(HasTls13)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Handshake_records_are_not_counted_as_data(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        Dictionary<long, JsonNode> closed = Connections(capture, KeyRing.Empty);
        foreach (JsonNode open in Connections(capture, capture.Keys).Values.Where(IsComparable))
        {
            JsonNode hidden = closed[(long)open["id"]!];
            foreach (string side in (string[])["client", "server"])
            {
                long[] later = LengthsAfterFinished(open, side);
                long records = Data(hidden, side, "records") - Data(open, side, "records");
                long bytes = Data(hidden, side, "ciphertext_bytes") - Data(open, side, "ciphertext_bytes");
                bool isEqual = later.Length == 0
                    ? (records, bytes) == (0, 0)
                    : records > 0 && records <= later.Length && bytes <= later.Sum(length => length + MostOverhead);
                string found = $"{side}: {records} records, {bytes} bytes more, and {later.Length} messages after the Finished";
                Assert.True(isEqual != Exceptions.ContainsKey((name, side)), found);
            }
        }
    }

    private static bool HasTls13(string name) =>
        File.ReadAllText(CaptureCase.Of(name).FileNamed("expected.jsonl")).Contains("\"version\":\"TLS 1.3\"", StringComparison.Ordinal);

    private static Dictionary<long, JsonNode> Connections(SegmentedCapture capture, KeyRing keys)
    {
        string[] lines = capture.Dissect(new DissectorOptions(), keys).Split('\n');
        return lines.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).ToDictionary(line => (long)line["id"]!);
    }

    private static bool IsComparable(JsonNode open) =>
        (string?)open["version"] == "TLS 1.3" && (string?)open["decryption"]!["status"] is "decrypted" or "partial" &&
        open["client_hellos"]!.AsArray().Count > 0 && open["server_hellos"]!.AsArray().Count > 0;

    private static long Data(JsonNode connection, string side, string member) => (long)connection["application_data"]![side]![member]!;

    /// <summary>
    /// Lengths of the messages and alerts that a side sent after its Finished: tickets, KeyUpdates, authentication after the handshake.
    /// </summary>
    private static long[] LengthsAfterFinished(JsonNode open, string side)
    {
        IEnumerable<JsonNode> messages =
            Protected(open, side, "messages").SkipWhile(message => (string?)message["message"] != "finished").Skip(1);
        return [.. messages.Select(message => (long)message["length"]!), .. Protected(open, side, "alerts").Select(_ => 2L)];
    }

    private static IEnumerable<JsonNode> Protected(JsonNode open, string side, string list)
    {
        IEnumerable<JsonNode?> entries = open[list]!.AsArray();
        return entries.Where(entry => (string?)entry!["from"] == side && (bool)entry["protected"]!)!;
    }
}
