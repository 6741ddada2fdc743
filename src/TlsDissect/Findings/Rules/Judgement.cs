using TlsDissect.Findings.Chains;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Rules;

/// <summary>The judging of connections, one after another: the present one, and what was found in it.</summary>
/// <param name="options">What to look for.</param>
/// <param name="memory">Counts what is remembered of earlier connections; <c>null</c> if that is not counted.</param>
internal sealed class Judgement(FindingOptions options, MemoryBudget? memory)
{
    private readonly List<Finding> _found = [];
    private bool _isCauseFound;
    private ConnectionSummary? _connection;

    /// <summary>The connection, which is over.</summary>
    public ConnectionSummary Connection => _connection!;

    /// <summary>What to look for.</summary>
    public FindingOptions Options { get; } = options;

    /// <summary>The connection's certificates, judged.</summary>
    public CertificateJudge Certificates { get; } = new(options.Authorities, memory);

    /// <summary>Adds a finding of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="text">The observation, as a sentence.</param>
    /// <param name="packet">The packet that shows it.</param>
    /// <param name="severity">If it is not the usual one of the rule.</param>
    public void Found(FindingRule rule, string text, long? packet, FindingSeverity? severity = null)
    {
        _found.Add(rule.Find(text, packet, severity));
        _isCauseFound |= rule.TellsCause && severity != FindingSeverity.Info;
    }

    /// <summary>Whether the cause of a failed handshake was found.</summary>
    public bool IsCauseFound => _isCauseFound;

    /// <summary>The findings in a packet so far. Those that are not wanted are among them, because they may be a cause too.</summary>
    public IEnumerable<Finding> FoundIn(long packet) => _found.Where(finding => finding.Packet == packet);

    /// <summary>Returns the first finding so far that has one of these ids and is at least medium; <c>null</c> if none does.</summary>
    public Finding? FirstFound(string[] ids) =>
        _found.Find(finding => finding.Severity >= FindingSeverity.Medium && ids.Contains(finding.Id));

    /// <summary>Starts with a connection.</summary>
    public void Begin(ConnectionSummary connection)
    {
        _connection = connection;
        Certificates.Judge(connection);
    }

    /// <summary>Ends with it, and returns what was found and is wanted: the most severe first, else in the order of the rules.</summary>
    public IReadOnlyList<Finding> End()
    {
        (_connection, _isCauseFound) = (null, false);
        if (_found.Count == 0) return [];
        Finding[] found =
            [.. _found.Where(finding => !Options.Ignored.Contains(finding.Id)).OrderByDescending(finding => finding.Severity)];
        _found.Clear();
        return found;
    }
}
