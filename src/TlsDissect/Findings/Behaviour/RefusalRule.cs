using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A rule that finds the cause of one kind of refused handshake.</summary>
/// <param name="id">The name of its findings.</param>
/// <param name="severity">The usual severity of its findings.</param>
internal abstract class RefusalRule(string id, FindingSeverity severity) : FindingRule(id, severity)
{
    public sealed override bool TellsCause => true;

    public sealed override void Judge(Judgement judgement)
    {
        if (Refusal.Of(judgement.Connection) is not Refusal refusal) return;
        if (Cause(refusal) is string text) judgement.Found(this, text, refusal.Packet);
    }

    /// <summary>The cause, as a sentence; <c>null</c> if it is another one.</summary>
    protected abstract string? Cause(in Refusal refusal);
}
