using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>
/// What is told of records that stay encrypted does not depend on whether they waited for a key: without any key; with the key log of
/// another connection; in a pcapng file, whose secrets may follow the packets; and with both. Over every capture, because each has its own
/// order of records.
/// </summary>
public class WaitingRecordLaws
{
    private const string OtherLog =
        """
        CLIENT_RANDOM 1111111111111111111111111111111111111111111111111111111111111111 2222222222222222222222222222222222222222222222222222222222222222
        CLIENT_HANDSHAKE_TRAFFIC_SECRET 3333333333333333333333333333333333333333333333333333333333333333 4444444444444444444444444444444444444444444444444444444444444444
        SERVER_HANDSHAKE_TRAFFIC_SECRET 3333333333333333333333333333333333333333333333333333333333333333 5555555555555555555555555555555555555555555555555555555555555555

        """;

    public static TheoryData<string> Captures => [.. CaptureCase.Names()];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Records_that_waited_for_a_key_are_counted_as_others(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        string expected = Connections(capture, new KeyRing());
        Assert.Equal(expected, Connections(capture, new KeyRing { MayGrow = true }));
        Assert.Equal(expected, Connections(capture, Other(mayGrow: false)));
        Assert.Equal(expected, Connections(capture, Other(mayGrow: true)));
    }

    private static KeyRing Other(bool mayGrow) =>
        new KeyRing { MayGrow = mayGrow }.AddKeyLog(System.Text.Encoding.ASCII.GetBytes(OtherLog), "other.log");

    /// <summary>The connection lines, without the reason for which nothing is decrypted: that depends on the keys.</summary>
    private static string Connections(SegmentedCapture capture, KeyRing keys)
    {
        string[] lines = capture.Dissect(new DissectorOptions(), keys).Split('\n');
        return string.Join('\n', lines.Where(line => line.StartsWith('{')).Select(line =>
        {
            JsonObject connection = JsonNode.Parse(line)!.AsObject();
            connection.Remove("decryption");
            return connection.ToJsonString();
        }).Order(StringComparer.Ordinal));
    }
}
