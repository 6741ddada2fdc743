namespace TlsDissect.Findings.Rules;

/// <summary>Finds one kind of weakness or fault in finished connections. It has no state, so that threads may share it.</summary>
/// <param name="id">The name of its findings: a row of docs/findings.md.</param>
/// <param name="severity">The usual severity of its findings. A rule may answer with another one.</param>
internal abstract class FindingRule(string id, FindingSeverity severity)
{
    /// <summary>The name of its findings, in lower case with underscores.</summary>
    public string Id { get; } = id;

    /// <summary>The usual severity of its findings.</summary>
    public FindingSeverity Severity { get; } = severity;

    /// <summary>Why it matters, as a sentence.</summary>
    public abstract string Why { get; }

    /// <summary>What to do about it, as a sentence.</summary>
    public abstract string Advice { get; }

    /// <summary>The documents that say so: RFC sections, CVE numbers.</summary>
    public abstract string Reference { get; }

    /// <summary>Whether its finding tells why a handshake failed.</summary>
    public virtual bool TellsCause => false;

    /// <summary>Whether it looks at what the other rules found, and so comes after them.</summary>
    public virtual bool IsLast => false;

    /// <summary>Judges a connection. Only what is known counts: nothing is found because a message is missing from the capture.</summary>
    public abstract void Judge(Judgement judgement);

    /// <summary>Creates one of its findings.</summary>
    /// <param name="text">The observation, as a sentence.</param>
    /// <param name="packet">The packet that shows it.</param>
    /// <param name="severity">If it is not the usual one.</param>
    public Finding Find(string text, long? packet, FindingSeverity? severity = null) => new(Id, severity ?? Severity, text)
    {
        Packet = packet,
        Why = Why,
        Advice = Advice,
        Reference = Reference,
    };
}
