using System.Collections.Immutable;
using TlsDissect.Findings.Earlier;
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
        // One that is not wanted may still be the cause of another one.
        _rules = options.Ignored.Count >= FindingRules.All.Length ? [] : [.. FindingRules.All.OrderBy(rule => rule.IsLast)];
        _policy = policy;
        Earlier = new EarlierConnections(options, memory);
    }

    /// <summary>The ids of everything that can be found, in the order of docs/findings.md.</summary>
    public static ImmutableArray<string> Ids { get; } = [.. FindingRules.All.Select(rule => rule.Id)];

    /// <summary>
    /// Whether values or servers of earlier connections were forgotten (<see cref="FindingOptions.MaxRepeatedValues"/>,
    /// <see cref="FindingOptions.MaxKnownServerBytes"/>), so that repeats or causes may have been missed.
    /// </summary>
    public bool HasForgotten => Earlier.HasForgottenValues || Earlier.HasForgottenServers;

    /// <summary>
    /// Whether Diffie-Hellman moduli were not tested, because too many were before (<see cref="FindingOptions.MaxTestedModuli"/>).
    /// </summary>
    public bool HasUntestedModuli => Earlier.HasUntestedModuli;

    /// <summary>The earlier connections.</summary>
    internal EarlierConnections Earlier { get; }

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
        if (Earlier.IsUsed && ConnectionTrace.Of(connection) is ConnectionTrace trace)
            connection.Findings = Earlier.Complete(trace, connection.Findings);
        return connection.Findings;
    }

    /// <summary>Forgets earlier connections: another input begins.</summary>
    public void Forget() => Earlier.Clear();
}
