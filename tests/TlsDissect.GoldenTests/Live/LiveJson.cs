using System.Text.Json;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>The JSON output of a live run.</summary>
internal static class LiveJson
{
    public static List<JsonElement> Connections(this RunResult result) =>
        [.. result.Lines.Select(Parse).Where(line => line.GetProperty("type").GetString() == "connection")];

    public static List<JsonElement> Events(this RunResult result) =>
        [.. result.Lines.Select(Parse).Where(line => line.GetProperty("type").GetString() == "event")];

    public static string? Status(this JsonElement connection) => connection.GetProperty("decryption").GetProperty("status").GetString();

    /// <summary>The plaintext of one side, from the events of a run with -d.</summary>
    public static byte[] Plaintext(this IEnumerable<JsonElement> events, string from) =>
        [.. events.Where(e => e.GetProperty("event").GetString() == "data" && e.GetProperty("from").GetString() == from)
            .SelectMany(e => Convert.FromHexString(e.GetProperty("data").GetString()!))];

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement.Clone();
}
