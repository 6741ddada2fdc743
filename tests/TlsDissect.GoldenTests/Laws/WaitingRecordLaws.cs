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

    /// <summary>
    /// So are those whose secret alone is missing: the records of the other side or of later epochs are decrypted ahead of them.
    /// </summary>
    [Theory]
    [MemberData(nameof(KeyLogs))]
    public void So_are_those_that_others_are_decrypted_ahead_of(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        string[] lines = File.ReadAllLines(CaptureCase.Of(name).FileNamed("keys.log"));
        foreach (string kind in Kinds(lines))
        {
            byte[] log = Encoding.ASCII.GetBytes(string.Join('\n', lines.Where(line => !line.StartsWith(kind, StringComparison.Ordinal))));
            string atOnce = Connections(capture, new KeyRing().AddKeyLog(log, "keys.log"));
            string waited = Connections(capture, new KeyRing { MayGrow = true }.AddKeyLog(log, "keys.log"));
            Assert.True(atOnce == waited, $"without {kind}: {atOnce}, but {waited} if records wait");
        }
    }

    /// <summary>
    /// The cases with a key log. Without those whose secrets are tried in turn because they are logged for the random of an inner hello:
    /// records that wait are tried again, and more of them are decrypted.
    /// </summary>
    public static TheoryData<string> KeyLogs =>
        [.. CaptureCase.Names().Where(name => File.Exists(CaptureCase.Of(name).FileNamed("keys.log"))).Except(LoggedForInnerHello)];

    private static readonly string[] LoggedForInnerHello = ["encrypted-client-hello", "ech-early-data", "ech-wrong-secret"];

    /// <summary>What the labels of each secret begin with, and those of each side. The generations of a secret are one kind.</summary>
    private static IEnumerable<string> Kinds(string[] lines) =>
        lines.Select(line => line.IndexOf("_SECRET", StringComparison.Ordinal) is > 0 and int end ? line[..end] : "")
            .Where(kind => kind.Length > 0).Distinct().Concat(["CLIENT_", "SERVER_"]);

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
