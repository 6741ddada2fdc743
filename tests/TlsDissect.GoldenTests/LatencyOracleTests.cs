using System.Text.Json;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>
/// Our latency against tshark's: <c>latency-by-tshark.tsv</c>, written by <c>captures/tools/latency-with-tshark.sh</c>, has the first
/// connection of each case.
/// </summary>
public class LatencyOracleTests
{
    private static readonly string[] Members = ["tcp", "server_hello", "handshake"];

    public static TheoryData<string, string> Lines
    {
        get
        {
            TheoryData<string, string> lines = [];
            string path = Path.Combine(Repository.Root, "tests", "TlsDissect.GoldenTests", "latency-by-tshark.tsv");
            foreach (string line in File.ReadLines(path)) lines.Add(line[..line.IndexOf('\t')], line[(line.IndexOf('\t') + 1)..]);
            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Latency_is_what_tshark_has(string name, string theirs)
    {
        string line = InProcess.Read(CaptureCase.Of(name), "--format", "json").Text.Split('\n')[0];
        using JsonDocument connection = JsonDocument.Parse(line);
        JsonElement latency = connection.RootElement.GetProperty("latency");
        Assert.Equal(theirs.Split('\t'), Members.Select(member => latency.GetProperty(member).GetRawText()));
    }
}
