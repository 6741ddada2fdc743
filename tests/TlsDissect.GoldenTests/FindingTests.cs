using System.Globalization;
using TlsDissect.Findings;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>captures/tools/findings.tsv: each finding is shown by captures, and near misses do not show it.</summary>
public class FindingTests
{
    private static readonly string[][] Rows =
        [.. File.ReadLines(Path.Combine(Repository.Captures, "tools", "findings.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))];

    public static TheoryData<string, string, string> Shown => Places(column: 1);

    public static TheoryData<string, string, string> NearMisses => Places(column: 2);

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_place_shows_it(string id, string place, string options) =>
        Assert.Contains(id, FindingsOf(place, options).Select(found => found.Id));

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void A_near_miss_does_not_show_it(string id, string place, string options) =>
        Assert.DoesNotContain(id, FindingsOf(place, options).Select(found => found.Id));

    [Fact]
    public void Every_finding_has_both_in_the_order_of_the_rules()
    {
        Assert.Equal(FindingRules.All.Select(rule => rule.Id), Rows.Select(row => row[0]));
        Assert.All(Rows, row => Assert.True(row.Length is 3 or 4 && row.All(column => column.Length > 0), $"{row[0]} lacks a case"));
    }

    [Theory]
    [InlineData("ssl2-rc4-128-md5", "obsolete_version", "critical")]
    [InlineData("ssl3-rsa-rc4-128-sha", "obsolete_version", "high")]
    [InlineData("tls10-rsa-aes128-sha", "obsolete_version", "medium")]
    [InlineData("old-client", "obsolete_version_offered", "low")]
    [InlineData("old-versions-offered", "obsolete_version_offered", "info")]
    [InlineData("dh-512", "small_dh_group", "high")]
    [InlineData("dh-oakley-2", "small_dh_group", "medium")]
    [InlineData("dh-rfc5114", "known_dh_prime", "low")]
    [InlineData("dh-composite", "unsafe_dh_group", "critical")]
    [InlineData("dh-2048-dsa", "unsafe_dh_group", "low")]
    [InlineData("heartbeat-overread", "heartbeat_overread", "high")]
    [InlineData("heartbeat-overread-answered", "heartbeat_overread", "critical")]
    [InlineData("server-without-rfc5746", "insecure_renegotiation", "medium")]
    [InlineData("repeated-server-key/2", "repeated_ephemeral_key", "low")]
    [InlineData("repeated-key-two-servers/2", "repeated_ephemeral_key", "medium")]
    public void A_finding_is_as_severe_as_what_was_seen(string place, string id, string severity) =>
        Assert.Contains(new Found(id, severity), FindingsOf(place));

    /// <summary>The findings of a place: of all connections of a case, or of its Nth in <c>CASE/N</c>.</summary>
    private static IEnumerable<Found> FindingsOf(string place, string options = "")
    {
        string[] parts = place.Split('/');
        Found[][] connections = Found.In(parts[0], options);
        Assert.NotEmpty(connections);
        if (parts.Length == 1) return connections.SelectMany(found => found);
        return connections[int.Parse(parts[1], CultureInfo.InvariantCulture) - 1];
    }

    private static TheoryData<string, string, string> Places(int column)
    {
        TheoryData<string, string, string> places = [];
        foreach (string[] row in Rows)
        {
            foreach (string place in row[column].Split(' ')) places.Add(row[0], place, row.Length > 3 ? row[3] : "");
        }

        return places;
    }
}
