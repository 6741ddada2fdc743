using TlsDissect.Findings.Rules;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A record in the clear after its sender switched to protected records.</summary>
internal sealed class PlaintextAfterSwitch() : FindingRule("plaintext_after_switch", FindingSeverity.Medium)
{
    public override string Why => "Somebody on the path injected it, or the side that it comes from is faulty.";

    public override string Advice =>
        "Look for a device between client and server that interferes with TLS. A correct stack ends the connection.";

    public override string Reference => "RFC 8446 §5";

    public override void Judge(Judgement judgement)
    {
        // Where the hello of another session in the same TCP connection is lost, the rest of its handshake looks like this.
        if (judgement.Connection.ViolationList is not { } violations || Losses.MayHide(judgement.Connection)) return;
        ViolationEntry? first = violations.Find(violation => violation.Reason == ClearMessages.AfterKeys);
        if (first is null) return;
        int count = violations.Count(violation => violation.Reason == ClearMessages.AfterKeys);
        string side = first.From.Name();
        judgement.Found(this, $"{first.Name} in the clear, as if from the {side}, whose records are protected" +
            (count > 1 ? $"; {count - 1} more" : ""), first.Position.Packet);
    }
}
