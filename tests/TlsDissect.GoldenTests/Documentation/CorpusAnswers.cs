using System.Globalization;
using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Documentation;

/// <summary>The answers to the questions of docs/corpus.md, from the rows alone.</summary>
/// <param name="rows">The rows of a scan.</param>
/// <param name="inventory">Owners by server name.</param>
internal sealed class CorpusAnswers(IReadOnlyList<JsonNode> rows, IReadOnlyDictionary<string, string> inventory)
{
    private static readonly string[] Severities = ["critical", "high", "medium", "low", "info"];

    private static readonly Comparer<string?> NullsLast = Comparer<string?>.Create((x, y) =>
        x is null || y is null ? (x is null).CompareTo(y is null) : string.CompareOrdinal(x, y));

    private readonly JsonNode[] _connections = [.. rows.Where(row => Text(row["type"]) == "connection")];

    /// <summary>The answers in the order of the page.</summary>
    public IReadOnlyList<string[][]> All =>
    [
        Reasons(), Suites(), Versions(), Expiring(), Clients(), Failures(), Findings(), Owners(), Traffic(), Coverage(),
    ];

    /// <summary>The number of connections that began on each day.</summary>
    public string[][] Days() => Rows(_connections.GroupBy(Day).OrderBy(day => day.Key, StringComparer.Ordinal)
        .Select(day => (object?[])[day.Key, day.Count()]));

    private string[][] Reasons() => Rows(_connections
        .Where(one => Text(one["decryption"]!["status"]) is "none" or "partial")
        .GroupBy(one => Text(one["decryption"]!["reason"]))
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, NullsLast)
        .Select(group => (object?[])[group.Key, group.Count(), Captures(group)]));

    private string[][] Suites() => Rows(_connections
        .Where(one => one["cipher_suite"] is not null)
        .GroupBy(one => (Server: Name(one), Suite: Text(one["cipher_suite"]!["name"])))
        .OrderBy(group => group.Key.Server, StringComparer.Ordinal).ThenByDescending(group => group.Count())
        .ThenBy(group => group.Key.Suite, NullsLast)
        .Select(group => (object?[])[group.Key.Server, group.Key.Suite, group.Count()]).Take(8));

    private string[][] Versions() => Rows(_connections
        .GroupBy(one => (Day: Day(one), Version: Text(one["version"]) ?? "unknown"))
        .OrderBy(group => group.Key.Day, StringComparer.Ordinal).ThenByDescending(group => group.Count())
        .ThenBy(group => group.Key.Version, StringComparer.Ordinal)
        .Select(group => (object?[])[group.Key.Day, group.Key.Version, group.Count()]));

    private string[][] Expiring()
    {
        DateTime from = new(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc);
        return Rows(
            from one in _connections
            let leaf = one["certificates"]!["server"]!.AsArray().FirstOrDefault()
            where leaf is not null && leaf["not_after"] is not null
            let end = Time(leaf["not_after"])
            where end >= @from && end <= @from.AddDays(40)
            group one by (Hash: Text(leaf["sha256"]), End: end, Subject: Text(leaf["subject"])) into certificate
            orderby certificate.Key.End, certificate.Key.Subject
            select (object?[])
            [
                certificate.Key.End.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), certificate.Key.Subject,
                certificate.Count(), Captures(certificate),
            ]);
    }

    private string[][] Clients() => Rows(_connections
        .Select(one => (Client: Text(one["client"]!["address"]), Ja4: Text(one["client_hellos"]!.AsArray().FirstOrDefault()?["ja4"])))
        .Where(one => one.Ja4 is not null).GroupBy(one => one).OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key.Client, StringComparer.Ordinal).ThenBy(group => group.Key.Ja4, StringComparer.Ordinal)
        .Select(group => (object?[])[group.Key.Client, group.Key.Ja4, group.Count()]).Take(5));

    private string[][] Failures()
    {
        IEnumerable<(string What, string? Text)> failures = rows.Where(row => Text(row["type"]) == "failure")
            .Select(row => ("capture", Text(row["text"])));
        IEnumerable<(string What, string? Text)> handshakes = _connections
            .Where(one => Text(one["outcome"]?["result"]) is "refused" or "aborted")
            .Select(one => ("handshake", Text(one["outcome"]!["text"])));
        return Rows(failures.Concat(handshakes).GroupBy(one => one)
            .OrderBy(group => group.Key.What, StringComparer.Ordinal).ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Text, StringComparer.Ordinal)
            .Select(group => (object?[])[group.Key.What, group.Key.Text, group.Count()]));
    }

    private string[][] Findings() => Rows(_connections
        .SelectMany(one => one["findings"]!.AsArray().Select(finding =>
            (Severity: Text(finding!["severity"])!, Id: Text(finding["id"]), Capture: Text(one["capture"]))))
        .GroupBy(one => (one.Severity, one.Id))
        .OrderBy(group => Array.IndexOf(Severities, group.Key.Severity)).ThenByDescending(group => group.Count())
        .ThenBy(group => group.Key.Id, StringComparer.Ordinal)
        .Select(group => (object?[])
            [group.Key.Severity, group.Key.Id, group.Count(), group.DistinctBy(one => one.Capture).Count()]).Take(8));

    private string[][] Owners()
    {
        // A full join: servers of the inventory that no capture has are there too.
        IEnumerable<(string Owner, string? Name, JsonNode? Connection)> joined = _connections
            .Select(one => (Owner(Text(one["server_name"])), Text(one["server_name"]), (JsonNode?)one));
        HashSet<string?> seen = [.. _connections.Select(one => Text(one["server_name"]))];
        IEnumerable<(string Owner, string? Name, JsonNode? Connection)> unseen =
            inventory.Where(one => !seen.Contains(one.Key)).Select(one => (one.Value, (string?)null, (JsonNode?)null));
        return Rows(joined.Concat(unseen).GroupBy(one => one.Owner)
            .OrderByDescending(group => group.Count(one => one.Connection is not null))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (object?[])
            [
                group.Key, group.Select(one => one.Name).OfType<string>().Distinct().Count(),
                group.Count(one => one.Connection is not null),
                group.Count(one => Text(one.Connection?["version"]) is "SSL 3.0" or "TLS 1.0" or "TLS 1.1"),
            ]));

        string Owner(string? name) => name is not null && inventory.TryGetValue(name, out string? owner) ? owner : "not in the inventory";
    }

    private string[][] Traffic() => Rows(_connections.GroupBy(Name)
        .Select(group => (Name: group.Key, Count: group.Count(), Bytes: group.Sum(Bytes), Open: group.Sum(Open)))
        .OrderByDescending(server => server.Bytes).ThenBy(server => server.Name, StringComparer.Ordinal)
        .Select(server => (object?[])
        [
            server.Name, server.Count, server.Bytes,
            server.Open == 0 ? null : Rounded((double)server.Bytes / server.Open, 3),
        ]).Take(5));

    private string[][] Coverage() => Rows(_connections
        .GroupBy(one => (Status: Text(one["decryption"]!["status"]), Secret: Text(one["decryption"]!["secret"])))
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Status, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Secret, NullsLast)
        .Select(group => (object?[])
            [group.Key.Status, group.Key.Secret, group.Count(), Rounded(100.0 * group.Count() / _connections.Length, 1)]));

    private static string Name(JsonNode connection) => Text(connection["server_name"]) ?? Text(connection["server"]!["address"])!;

    private static string Day(JsonNode connection) => Text(connection["start"])![..10];

    private static long Bytes(JsonNode connection) =>
        (long)connection["application_data"]!["client"]!["ciphertext_bytes"]! +
            (long)connection["application_data"]!["server"]!["ciphertext_bytes"]!;

    /// <summary>Microseconds from the first packet to the last.</summary>
    private static long Open(JsonNode connection) => Microseconds(connection["end"]) - Microseconds(connection["start"]);

    private static long Microseconds(JsonNode? time) => Time(time).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTime Time(JsonNode? time)
    {
        string text = Text(time)!;
        // Nanoseconds have more digits than a DateTime.
        if (text.Length > 28) text = text[..27] + 'Z';
        return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }

    private static int Captures(IEnumerable<JsonNode> connections) => connections.DistinctBy(one => Text(one["capture"])).Count();

    private static string Rounded(double value, int digits) =>
        Math.Round(value, digits, MidpointRounding.AwayFromZero).ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? value) => (string?)value;

    private static string[][] Rows(IEnumerable<object?[]> rows) =>
        [.. rows.Select(row => row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "").ToArray())];
}
