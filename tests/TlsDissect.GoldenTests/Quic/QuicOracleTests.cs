using System.Globalization;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Quic;

/// <summary>
/// The streams of QUIC against tshark's: <c>tshark-streams.txt</c>, written by <c>captures/tools/check-with-tshark.sh</c>, has a line for
/// every connection, stream and side that tshark decrypts. <c>tshark-streams-lacks.txt</c> says why tshark has less than we have.
/// </summary>
public sealed class QuicOracleTests
{
    public static TheoryData<string> All => [.. Repository.CasesOf("quic")];

    [Fact]
    public void Every_kind_of_case_is_compared() => Assert.InRange(All.Count, 30, int.MaxValue);

    [Theory]
    [MemberData(nameof(All))]
    public void Streams_are_what_tshark_has(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        Dictionary<string, string> theirs = ReadOracle(of), ours = ReadOurs(of);
        string lacks = of.FileNamed("tshark-streams-lacks.txt");
        string[] lacking = [.. ours.Where(side => !theirs.TryGetValue(side.Key, out string? their) || Bytes(their) < Bytes(side.Value))
            .Select(side => side.Key)];
        foreach ((string side, string their) in theirs)
        {
            Assert.True(ours.TryGetValue(side, out string? our), $"we have nothing of connection, stream, side {side}; tshark has {their}");
            if (!lacking.Contains(side)) Assert.Equal($"{side}: {their}", $"{side}: {our}");
        }

        Assert.True(lacking.Length > 0 == File.Exists(lacks), File.Exists(lacks)
            ? $"{lacks}: tshark lacks nothing"
            : $"tshark has less than we have of {string.Join(", ", lacking)}: if that is right, say why in {lacks}");
    }

    /// <summary>Connections with streams, by number from 0, then stream and side: bytes and SHA-256.</summary>
    private static Dictionary<string, string> ReadOurs(CaptureCase of)
    {
        Dictionary<string, string> sides = [];
        int number = 0;
        foreach (JsonNode connection in
            Contract.Connections(InProcess.Read(of, "--format", "json", "--hash")).OrderBy(connection => (long)connection["id"]!))
        {
            bool hasAny = false;
            foreach (JsonNode? stream in connection["quic"]?["streams"]?.AsArray() ?? [])
            {
                foreach (string side in new[] { "client", "server" })
                {
                    if (stream![side] is not JsonNode data || (long)data["bytes"]! == 0) continue;
                    hasAny = true;
                    sides.Add($"{number} {stream["id"]} {side}", $"{data["bytes"]} {data["sha256"]}");
                }
            }

            if (hasAny) number++;
        }

        return sides;
    }

    private static Dictionary<string, string> ReadOracle(CaptureCase of)
    {
        string path = of.FileNamed("tshark-streams.txt");
        if (!File.Exists(path)) return [];
        string[][] lines = [.. File.ReadAllLines(path).Select(line => line.Split(' '))];
        // tshark also counts attempts of which it decrypts nothing.
        List<string> connections = [.. lines.Select(fields => fields[0]).Distinct()];
        return lines.ToDictionary(fields => $"{connections.IndexOf(fields[0])} {fields[1]} {fields[2]}",
            fields => $"{fields[3]} {fields[4]}");
    }

    private static long Bytes(string sizeAndHash) => long.Parse(sizeAndHash.Split(' ')[0], CultureInfo.InvariantCulture);
}
