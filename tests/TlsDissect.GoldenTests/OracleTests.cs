using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>
/// Our plaintext against tshark's: <c>tshark.txt</c>, written by <c>captures/tools/check-with-tshark.sh</c>, has a line for every
/// connection and side that tshark decrypts.
/// </summary>
public class OracleTests
{
    /// <summary>All but QUIC, whose plaintext is compared by stream.</summary>
    public static TheoryData<string> All => [.. CaptureCase.Names().Where(name => Repository.GroupOf(name) != "quic")];

    [Theory]
    [MemberData(nameof(All))]
    public void Plaintext_is_what_tshark_has(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        Dictionary<(int Stream, string Side), string> theirs = ReadOracle(of);
        JsonNode[] connections = [.. Contract.Connections(InProcess.Read(of, "--format", "json", "--hash")).OrderBy(c => (long)c["id"]!)];
        List<string> lacking = [];
        bool explained = File.Exists(of.FileNamed("tshark-lacks.txt"));
        for (int stream = 0; stream < connections.Length; stream++)
        {
            foreach (string side in new[] { "client", "server" })
            {
                JsonNode data = connections[stream]["application_data"]![side]!;
                string? ours = (long?)data["bytes"] is > 0 ? $"{data["bytes"]} {data["sha256"]}" : null;
                if (!theirs.Remove((stream, side), out string? their))
                {
                    if (ours is not null) lacking.Add($"{stream} {side}");
                }
                else if (explained && Bytes(their) < Bytes(ours)) lacking.Add($"{stream} {side}");
                else Assert.Equal(their, ours);
            }
        }

        Assert.Empty(theirs);
        // Where tshark has less than we have, somebody has looked why.
        Assert.True(
            lacking.Count > 0 == explained,
            explained
                ? $"{name}/tshark-lacks.txt: tshark lacks nothing"
                : $"tshark has less than we have of {string.Join(", ", lacking)}: captures/tools/check-with-tshark.sh {name} asks it; if " +
                    $"it is so, say why in {name}/tshark-lacks.txt");
    }

    private static long Bytes(string? sizeAndHash) =>
        sizeAndHash is null ? 0 : long.Parse(sizeAndHash.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Connection, suites, side, bytes, SHA-256.</summary>
    private static Dictionary<(int, string), string> ReadOracle(CaptureCase of)
    {
        string path = of.FileNamed("tshark.txt");
        if (!File.Exists(path)) return [];
        return File.ReadAllLines(path).Select(line => line.Split(' ')).ToDictionary(
            fields => (int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture), fields[2]),
            fields => $"{fields[3]} {fields[4]}");
    }
}
