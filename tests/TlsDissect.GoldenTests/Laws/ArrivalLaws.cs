using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>
/// However long bytes were held back, their messages and records belong to the packets that brought them. With and without keys, over every
/// capture.
/// </summary>
public class ArrivalLaws
{
    /// <summary>Captures that need their SYNs, and why.</summary>
    private static readonly Dictionary<string, string> WithoutSyn = new()
    {
        ["handshake-aborted"] = "a direction without data is known from its SYN alone",
        ["heartbeat-overread"] = "what comes first is only refused in a connection that was captured from its start",
        ["heartbeat-overread-answered"] = "the same",
    };

    /// <summary>Captures that need correct checksums, and why.</summary>
    private static readonly Dictionary<string, string> WithWrongChecksums = new()
    {
        ["handshake-aborted"] = "who ended it is known from a FIN or RST, which is not believed",
        ["ftp-vsftpd"] = "the session is resumed before its own connection is read to the end",
    };

    public static TheoryData<string> Captures => [.. SegmentLaws.Whole];

    public static TheoryData<string> CapturesWithSyn => [.. SegmentLaws.Whole.Where(name => !WithoutSyn.ContainsKey(name))];

    public static TheoryData<string> CapturesWithChecksums =>
        [.. SegmentLaws.Whole.Where(name => !WithWrongChecksums.ContainsKey(name))];

    [Theory]
    [MemberData(nameof(CapturesWithSyn))]
    public void Without_the_SYNs_everything_has_the_same_packet(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        AssertSame(capture, capture.Segments.Where(segment => (segment.Flags & TcpFlags.Syn) == 0 || segment.Payload.Length > 0));
    }

    [Theory]
    [MemberData(nameof(CapturesWithChecksums))]
    public void With_wrong_checksums_everything_has_the_same_packet(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        AssertSame(capture, capture.Segments.Select(segment => segment with { Checksum = VerdictOf(segment) }));
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Without_a_segment_the_rest_has_the_same_packet(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        foreach (KeyRing keys in (KeyRing[])[capture.Keys, KeyRing.Empty])
        {
            HashSet<string> places = [.. Places(capture.Dissect(capture.Segments, keys))];
            foreach (SegmentedCapture.Segment lost in capture.Segments.Where(segment => IsSentOnce(segment, capture)))
            {
                string json = capture.Dissect(capture.Segments.Where(segment => segment != lost), keys);
                Assert.Equal((lost.Packet, ""), (lost.Packet, string.Join(", ", Places(json).Where(place => !places.Contains(place)))));
            }
        }
    }

    /// <summary>Whether a segment has bytes, and no other one has any of them.</summary>
    private static bool IsSentOnce(SegmentedCapture.Segment segment, SegmentedCapture capture) => segment.Payload.Length > 0 &&
        !capture.Segments.Exists(other => other != segment && other.Source.Equals(segment.Source) &&
            (other.Sequence - segment.Sequence < (uint)segment.PayloadLength ||
                segment.Sequence - other.Sequence < (uint)other.PayloadLength));

    /// <summary>Where only the beginning's checksums are right, the rest is doubted until it turns out to have arrived.</summary>
    private static ChecksumVerdict VerdictOf(SegmentedCapture.Segment segment) =>
        (segment.Flags & TcpFlags.Syn) != 0 ? ChecksumVerdict.Correct : ChecksumVerdict.Wrong;

    private static void AssertSame(SegmentedCapture capture, IEnumerable<SegmentedCapture.Segment> changed)
    {
        SegmentedCapture.Segment[] segments = [.. changed];
        foreach (KeyRing keys in (KeyRing[])[capture.Keys, KeyRing.Empty])
        {
            (string[] expected, string[] actual) =
                (WithoutTcp(capture.Dissect(capture.Segments, keys)), WithoutTcp(capture.Dissect(segments, keys)));
            if (!expected.SequenceEqual(actual)) Assert.Fail(JsonDifference.Of(expected, actual));
        }
    }

    /// <summary>The connections without what depends on the packets of TCP alone.</summary>
    private static string[] WithoutTcp(string json) => [.. Lines(json).Select(connection =>
    {
        foreach (string name in (string[])["id", "previous", "first_packet", "last_packet", "start", "end", "tcp"]) connection.Remove(name);
        connection["latency"]!.AsObject().Remove("tcp");
        return connection.ToJsonString();
    }).Order(StringComparer.Ordinal)];

    /// <summary>Side and packet of all messages and alerts that are whole.</summary>
    private static IEnumerable<string> Places(string json) =>
        from connection in Lines(json)
        from list in (string[])["messages", "alerts"]
        from entry in connection[list]?.AsArray() ?? []
        where entry["malformed"] is null
        select $"{entry["from"]} {entry["packet"]}";

    private static IEnumerable<JsonObject> Lines(string json) =>
        json.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject());
}
