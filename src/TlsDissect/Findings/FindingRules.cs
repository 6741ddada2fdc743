using TlsDissect.Findings.Protocol;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings;

/// <summary>The closed list of rules, in the order of docs/findings.md.</summary>
internal static class FindingRules
{
    /// <summary>All rules.</summary>
    public static readonly FindingRule[] All =
    [
        new NoForwardSecrecy(),
    ];

    /// <summary>Whether a rule has this id.</summary>
    public static bool Has(string id) => Array.Exists(All, rule => rule.Id == id);
}
