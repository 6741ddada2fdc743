using System.Text.Json;

namespace TlsDissect.Output.Report;

/// <summary>Reads the members of a connection's JSON object by their paths. Absent members are <c>null</c>.</summary>
internal static class JsonMembers
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    public static JsonElement? Member(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Member(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Member(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    public static IEnumerable<JsonElement> Elements(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Member(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
