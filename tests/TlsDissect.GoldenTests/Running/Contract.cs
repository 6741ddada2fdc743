using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TlsDissect.GoldenTests.Running;

/// <summary>The lines of a run's JSON.</summary>
internal static partial class Contract
{
    public static JsonNode[] Connections(RunResult result) => [.. Lines(result, "connection")];

    public static JsonNode[] Warnings(RunResult result) => [.. Lines(result, "warning")];

    /// <summary>The last line, or <c>null</c> where there is none: nothing could be read.</summary>
    public static JsonNode? Summary(RunResult result) => Lines(result, "summary").SingleOrDefault();

    /// <summary>Without the names of captures in connections' lines: for what is the same in another file.</summary>
    public static string WithoutCaptures(string lines) => CaptureMember().Replace(lines, "");

    [GeneratedRegex("""(?<="id":\d+,(?:"previous":\d+,)?)"capture":"[^"]*",""")]
    private static partial Regex CaptureMember();

    private static IEnumerable<JsonNode> Lines(RunResult result, string type) =>
        result.Lines.Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["type"] == type);
}
