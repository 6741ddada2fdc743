using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>
/// The output for records that stay encrypted does not depend on whether they waited for a key: without any key; with the key log of
/// another connection; in a pcapng file, whose secrets may follow the packets; and with both. Over every capture, because each has its own
/// order of records. <see cref="HiddenHandshakeLaws"/> therefore needs no other keys.
/// </summary>
public class WaitingRecordLaws
{
    private static readonly string OtherLog = string.Join('\n',
        $"CLIENT_RANDOM {new string('1', 64)} {new string('2', 96)}",
        $"CLIENT_HANDSHAKE_TRAFFIC_SECRET {new string('3', 64)} {new string('4', 64)}",
        $"SERVER_HANDSHAKE_TRAFFIC_SECRET {new string('3', 64)} {new string('5', 64)}\n");

    /// <summary>
    /// Without ech-early-data, whose outcome does depend on it: "unknown", or "aborted" if its records waited. That is a fault.
    /// </summary>
    public static TheoryData<string> Captures => [.. CaptureCase.Names().Where(name => name != "ech-early-data")];

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
        new KeyRing { MayGrow = mayGrow }.AddKeyLog(Encoding.ASCII.GetBytes(OtherLog), "other.log");

    /// <summary>The connection lines, without the reason for which nothing is decrypted: that depends on the keys.</summary>
    private static string Connections(SegmentedCapture capture, KeyRing keys)
    {
        string[] lines = capture.Dissect(new DissectorOptions(), keys).Split('\n');
        return string.Join('\n', lines.Where(line => line.StartsWith('{')).Select(line =>
        {
            JsonObject connection = JsonNode.Parse(line)!.AsObject();
            // Signatures over hellos are verified only where the hellos are kept for a key.
            foreach (string member in (string[])["decryption", "authentication"]) connection.Remove(member);
            return connection.ToJsonString();
        }).Order(StringComparer.Ordinal));
    }
}
