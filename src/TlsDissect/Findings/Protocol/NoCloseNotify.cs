using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The side that closed the connection did not say that its data was complete.</summary>
internal sealed class NoCloseNotify() : FindingRule("no_close_notify", FindingSeverity.Info)
{
    public override string Why => "The other side cannot tell the end of the data from an attacker who cut the connection.";

    public override string Advice => "Send close_notify before closing, or rely on a length within the data.";

    public override string Reference => "RFC 5246 §7.2.1, RFC 8446 §6.1";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.ClosedWithoutAlert is not (Sender from, long packet)) return;
        if (connection.Outcome is not { Result: OutcomeResult.Established }) return;
        if (connection.Version == ProtocolVersion.Ssl20) return; // It has no alerts.
        // An alert may be among what was not captured or not decrypted. Up to TLS 1.2, a record shows that it is one.
        bool isHidden = connection.Version.IsTls13() &&
            connection.Status is not (DecryptionStatus.Decrypted or DecryptionStatus.NotNeeded);
        if (isHidden || Losses.MayHide(connection)) return;
        string side = from.Name();
        judgement.Found(this, $"the {side} closed the TCP connection without close_notify", packet);
    }
}
