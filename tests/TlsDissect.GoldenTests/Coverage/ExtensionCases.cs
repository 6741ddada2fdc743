using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>captures/tools/extensions.tsv: the cases that show each extension, and what each of their messages has.</summary>
internal static class ExtensionCases
{
    private static readonly ConcurrentDictionary<string, Lazy<JsonNode[]>> Read = new();

    public static readonly ExtensionRow[] Rows =
        [.. File.ReadLines(Path.Combine(Repository.Captures, "tools", "extensions.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => ExtensionRow.Of(line.Split('\t')))];

    /// <summary>The messages of a case with their fields. Several tests look at the same case.</summary>
    public static JsonNode[] Messages(string name) => Read.GetOrAdd(name, key => new(() =>
        [.. InProcess.Read(CaptureCase.Of(key), "--format", "json", "--details").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["type"] == "connection")
            .SelectMany(connection => connection["messages"]!.AsArray()).OfType<JsonNode>()])).Value;

    /// <summary>Whether an extension with data of the right form is in a message, or in any if none is named.</summary>
    public static bool IsShown(string name, int number, string? message = null) => Messages(name)
        .Where(m => message is null || ShortName(m) == message)
        .SelectMany(m => Extensions(m["fields"])).Any(extension => Number(extension) == number && !IsMalformed(extension));

    /// <summary>The short name of a message in the registry of extensions; <c>null</c> if it has none.</summary>
    public static string? ShortName(JsonNode message) => (string)message["message"]! switch
    {
        "client_hello" => "CH",
        "server_hello" => "SH",
        "hello_retry_request" => "HRR",
        "encrypted_extensions" => "EE",
        "certificate" or "compressed_certificate" => "CT",
        "certificate_request" => "CR",
        "new_session_ticket" => "NST",
        _ => null,
    };

    /// <summary>All extensions in the fields of a message.</summary>
    public static IEnumerable<JsonNode> Extensions(JsonNode? fields) => fields switch
    {
        JsonObject structure when structure.ContainsKey("extension_type") => [structure],
        JsonObject structure => structure.SelectMany(field => Extensions(field.Value)),
        JsonArray list => list.SelectMany(Extensions),
        _ => [],
    };

    public static int Number(JsonNode extension) => (int)extension["extension_type"]!["value"]!;

    /// <summary>Whether a field, or one in it, is malformed.</summary>
    public static bool IsMalformed(JsonNode? field) => field switch
    {
        JsonObject structure => structure.ContainsKey("malformed") || structure.Any(member => IsMalformed(member.Value)),
        JsonArray list => list.Any(IsMalformed),
        _ => false,
    };
}

/// <summary>A row of the file.</summary>
/// <param name="Number">The extension's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Shown">A case for each message that a stack sends it in.</param>
/// <param name="NearMisses">Cases that look alike and do not have it, or only with data of a wrong form.</param>
/// <param name="NotSent">The messages that no stack to be had sends it in.</param>
/// <param name="Reason">Why they do not.</param>
internal sealed record ExtensionRow(
    int Number, string Name, (string Message, string Case)[] Shown, string[] NearMisses, string[] NotSent, string Reason)
{
    public static ExtensionRow Of(string[] cells)
    {
        string[] notSent = cells.Length > 4 ? cells[4].Split(": ", 2) : [];
        return new ExtensionRow(
            Number: int.Parse(cells[0], CultureInfo.InvariantCulture),
            Name: cells[1],
            Shown: [.. Words(cells[2]).Select(word => word.Split(':')).Select(word => (word[0], word[1]))],
            NearMisses: Words(cells[3]),
            NotSent: notSent.Length > 1 ? Words(notSent[0]) : [],
            Reason: notSent.Length > 1 ? notSent[1] : "");
    }

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
