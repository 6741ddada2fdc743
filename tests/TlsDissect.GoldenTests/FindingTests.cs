using System.Collections.Concurrent;
using TlsDissect.Findings;
using TlsDissect.Findings.Protocol;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>captures/tools/findings.tsv: each finding is shown by captures, and near misses do not show it.</summary>
public class FindingTests
{
    private static readonly string[][] Rows =
        [.. File.ReadLines(Path.Combine(Repository.Captures, "tools", "findings.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))];

    /// <summary>The findings of a case, each as its id and severity. Several tests look at the same case.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<(string Id, string Severity)[]>> Found = new();

    /// <summary>Modern stacks with their usual settings.</summary>
    private static readonly string[] Modern =
    [
        "browser", "browser-compressed-certificate", "curl-gnutls", "erlang-tls13", "go", "java-tls12", "nss",
        "server-without-tls13", "tls12-ecdhe-keylog", "tls13-aes128-gcm", "tls13-chacha20", "tls13-early-data-accepted",
        "key-share-x25519mlkem768",
    ];

    public static TheoryData<string, string> Shown => Pairs(column: 1);

    public static TheoryData<string, string> NearMisses => Pairs(column: 2);

    public static TheoryData<string> Clean => [.. Modern];

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_case_shows_it(string id, string name) => Assert.Contains(id, FindingsOf(name).Select(found => found.Id));

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void A_near_miss_does_not_show_it(string id, string name) =>
        Assert.DoesNotContain(id, FindingsOf(name).Select(found => found.Id));

    [Fact]
    public void Every_finding_on_the_protocol_has_both()
    {
        string? own = typeof(ObsoleteVersion).Namespace;
        HashSet<string> ids = [.. FindingRules.All.Where(rule => rule.GetType().Namespace == own).Select(rule => rule.Id)];
        HashSet<string> listed = [.. Rows.Select(row => row[0])];
        Assert.Subset(listed, ids);
        Assert.Subset(ConnectionJudge.Ids.ToHashSet(), listed);
        Assert.All(Rows, row => Assert.True(row.Length == 3 && row[1].Length > 0 && row[2].Length > 0, $"{row[0]} lacks a case"));
    }

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_modern_stack_has_nothing_above_info(string name) =>
        Assert.DoesNotContain(FindingsOf(name), found => found.Severity != "info");

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
    public void A_finding_is_as_severe_as_what_was_seen(string name, string id, string severity) =>
        Assert.Contains((id, severity), FindingsOf(name));

    private static (string Id, string Severity)[] FindingsOf(string name) => Found.GetOrAdd(name, key => new(() => Read(key))).Value;

    private static (string Id, string Severity)[] Read(string name) =>
        [.. Contract.Connections(InProcess.Read(CaptureCase.Of(name), "--format", "json"))
            .SelectMany(connection => connection["findings"]!.AsArray())
            .Select(finding => ((string)finding!["id"]!, (string)finding["severity"]!))];

    private static TheoryData<string, string> Pairs(int column)
    {
        TheoryData<string, string> pairs = [];
        foreach (string[] row in Rows)
        {
            foreach (string name in row[column].Split(' ')) pairs.Add(row[0], name);
        }

        return pairs;
    }
}
