using System.Collections.Immutable;
using TlsDissect.Findings.Policies;
using TlsDissect.Findings.Rules;
using TlsDissect.Transport;

namespace TlsDissect.Findings;

/// <summary>
/// Judges connections that are over: weak versions and cipher suites, doubtful certificates, failures and their causes, values that repeat
/// those of earlier connections. docs/findings.md lists what it finds. Not thread-safe.
/// </summary>
public sealed class ConnectionJudge
{
    private readonly Judgement _judgement;
    private readonly FindingRule[] _rules;
    private readonly OrderedJudge _ordered;
    private readonly Policy? _policy;

    /// <summary>Creates a judge.</summary>
    /// <param name="options">What to look for; everything if <c>null</c>.</param>
    /// <param name="policy">Sets <see cref="ConnectionSummary.Policy"/>; <c>null</c> for none.</param>
    public ConnectionJudge(FindingOptions? options = null, Policy? policy = null) : this(options, policy, memory: null)
    {
    }

    /// <summary>Creates a judge whose memory is counted.</summary>
    /// <param name="options">What to look for; everything if <c>null</c>.</param>
    /// <param name="policy">Sets <see cref="ConnectionSummary.Policy"/>; <c>null</c> for none.</param>
    /// <param name="memory">Counts what it remembers; <c>null</c> if that is not counted.</param>
    internal ConnectionJudge(FindingOptions? options, Policy? policy, MemoryBudget? memory)
    {
        options ??= new FindingOptions();
        _judgement = new Judgement(options, memory);
        _ordered = new OrderedJudge(options, memory);
        _rules = [.. FindingRules.All.Where(rule => !options.Ignored.Contains(rule.Id))];
        _policy = policy;
    }

    /// <summary>The ids of everything that can be found, in the order of docs/findings.md.</summary>
    public static ImmutableArray<string> Ids { get; } = [.. FindingRules.All.Select(rule => rule.Id)];

    /// <summary>
    /// Whether randoms or keys of earlier connections were forgotten (<see cref="FindingOptions.MaxRepeatedValues"/>), so that repeats may
    /// have been missed.
    /// </summary>
    public bool HasForgotten => _ordered.HasForgotten;

    /// <summary>
    /// Whether Diffie-Hellman moduli were not tested, because too many were before (<see cref="FindingOptions.MaxTestedModuli"/>).
    /// </summary>
    public bool HasUntestedModuli => _ordered.HasUntested;

    /// <summary>Judges a connection, once.</summary>
    /// <param name="connection">A connection that is over. Its <see cref="ConnectionSummary.Findings"/> and
    /// <see cref="ConnectionSummary.Policy"/> are set.</param>
    /// <returns>The findings, the most severe first.</returns>
    public ImmutableArray<Finding> Judge(ConnectionSummary connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _judgement.Begin(connection);
        foreach (FindingRule rule in _rules) rule.Judge(_judgement);
        connection.Findings = [.. _judgement.End()];
        connection.Policy = _policy?.Judge(connection);
        if (_ordered.IsUsed && OrderedValues.Of(connection) is OrderedValues values)
            connection.Findings = Join(connection.Findings, _ordered.Add(values));
        return connection.Findings;
    }

    /// <summary>Forgets earlier connections: another input begins.</summary>
    public void Forget() => _ordered.Clear();

    /// <summary>Findings with more of them, the most severe first.</summary>
    internal static ImmutableArray<Finding> Join(ImmutableArray<Finding> findings, IReadOnlyList<Finding> more) =>
        more.Count == 0 ? findings : [.. findings.Concat(more).OrderByDescending(finding => finding.Severity)];
}
