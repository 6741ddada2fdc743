using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Running;

/// <summary>The differences between two lines of JSON, for a person to read: paths, and both values.</summary>
internal static class JsonDifference
{
    private const int MostShown = 20;

    public static string Of(string[] expected, string[] actual)
    {
        List<string> found = [];
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            JsonNode? wanted = i < expected.Length ? JsonNode.Parse(expected[i]) : null;
            JsonNode? got = i < actual.Length ? JsonNode.Parse(actual[i]) : null;
            Compare(found, $"line {i + 1}", wanted, got);
            if (found.Count == 0 && expected[i] != actual[i])
                found.Add($"line {i + 1}: the same values, written otherwise:\n    expected {expected[i]}\n    actual   {actual[i]}");
        }

        string more = found.Count > MostShown ? $"\n  and {found.Count - MostShown} more" : "";
        return "  " + string.Join("\n  ", found.Take(MostShown)) + more;
    }

    private static void Compare(List<string> found, string path, JsonNode? expected, JsonNode? actual)
    {
        if (JsonNode.DeepEquals(expected, actual)) return;
        if (expected is JsonObject a && actual is JsonObject b)
        {
            foreach (string name in a.Select(p => p.Key).Union(b.Select(p => p.Key)))
            {
                if (a.ContainsKey(name) && b.ContainsKey(name)) Compare(found, $"{path} .{name}", a[name], b[name]);
                else found.Add($"{path} .{name}: {(a.ContainsKey(name) ? "no longer there" : $"new: {Short(b[name])}")}");
            }
        }
        else if (expected is JsonArray x && actual is JsonArray y && x.Count == y.Count)
        {
            for (int i = 0; i < x.Count; i++) Compare(found, $"{path}[{i}]", x[i], y[i]);
        }
        else
        {
            found.Add($"{path}: expected {Short(expected)}, actual {Short(actual)}");
        }
    }

    private static string Short(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        return text.Length <= 160 ? text : $"{text[..160]}…";
    }
}
