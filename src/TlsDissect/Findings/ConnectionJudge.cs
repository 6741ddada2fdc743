using System.Collections.Immutable;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings;

/// <summary>
/// Judges connections that are over: weak versions and cipher suites, doubtful certificates, failures and their causes. docs/findings.md
/// lists what it finds. Not thread-safe.
/// </summary>
/// <param name="options">What to look for.</param>
public sealed class ConnectionJudge(FindingOptions? options = null)
{
    private readonly Judgement _judgement = new(options ?? new FindingOptions());

    private readonly FindingRule[] _rules =
        [.. FindingRules.All.Where(rule => options is null || !options.Ignored.Contains(rule.Id))];

    /// <summary>The ids of everything that can be found, in the order of docs/findings.md.</summary>
    public static ImmutableArray<string> Ids { get; } = [.. FindingRules.All.Select(rule => rule.Id)];

    /// <summary>Judges a connection.</summary>
    /// <param name="connection">A connection that is over. Its <see cref="ConnectionSummary.Findings"/> are set.</param>
    /// <returns>The findings, the most severe first.</returns>
    public ImmutableArray<Finding> Judge(ConnectionSummary connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _judgement.Begin(connection);
        foreach (FindingRule rule in _rules) rule.Judge(_judgement);
        return connection.Findings = [.. _judgement.End()];
    }
}
