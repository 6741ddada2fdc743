using System.Text.Json;
using System.Text.Json.Nodes;
using TlsDissect.Findings.Policies;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>
/// captures/policies: each policy that comes with the program has a capture of its name. The server name of each connection begins with the
/// rules that it breaks, or with <c>complies</c>.
/// </summary>
public sealed class BuiltInPolicyTests
{
    private const string Complies = "complies";
    private const string Domain = ".server.example";

    /// <summary>Rules that no stack at hand breaks by that policy alone; PolicyTests breaks them.</summary>
    private static readonly Dictionary<string, string[]> NotRecorded = new()
    {
        ["nist-800-52r2"] = ["compression"],
        ["cnsa-2.0"] = ["versions", "early_data"],
    };

    public static TheoryData<string> Policies => [.. Policy.BuiltIn];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Each_connection_breaks_the_rules_of_its_name_and_no_others(string policy)
    {
        foreach (JsonNode connection in Judged(policy))
        {
            string[] rules = Named(connection);
            JsonNode verdict = connection["policy"]!;
            Assert.Equal(rules.Length == 0, (bool?)verdict["complies"]);
            Assert.Equal(rules, verdict["rules"]!.AsArray().Select(one => (string)one!["rule"]!).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Each_rule_of_a_policy_is_broken_and_a_connection_complies(string policy)
    {
        HashSet<string> broken =
            [.. Judged(policy).SelectMany(connection => Named(connection) is { Length: > 0 } named ? named : [Complies])];
        JsonDocumentOptions options = new() { CommentHandling = JsonCommentHandling.Skip };
        using JsonDocument file = JsonDocument.Parse(BuiltInPolicies.Json(policy), options);
        IEnumerable<string> rules = file.RootElement.EnumerateObject().Select(member => member.Name)
            .Except(["name", "about", "whole_chain", "client_certificates", .. NotRecorded.GetValueOrDefault(policy, [])]);
        Assert.Equal(rules.Append(Complies).Order(StringComparer.Ordinal), broken.Order(StringComparer.Ordinal));
    }

    private static JsonNode[] Judged(string policy) =>
        [.. Contract.Connections(InProcess.Read(CaptureCase.Of(policy), "--format", "json", "--policy", policy))];

    /// <summary>The rules in a server name, in order: <c>versions.cipher-suites.server.example</c>.</summary>
    private static string[] Named(JsonNode connection)
    {
        string name = (string)connection["server_name"]!;
        Assert.EndsWith(Domain, name);
        string rules = name[..^Domain.Length];
        return rules == Complies ? [] : rules.Replace('-', '_').Split('.');
    }
}
