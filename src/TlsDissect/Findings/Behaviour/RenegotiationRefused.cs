using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side asked for a new handshake in the connection, and the other does not renegotiate.</summary>
internal sealed class RenegotiationRefused() : FindingRule("renegotiation_refused", FindingSeverity.Info)
{
    public override string Why => "The side that asked does not get the new keys or the certificate that it wanted.";

    public override string Advice => "Open a new connection instead; renegotiation is not in TLS 1.3.";

    public override string Reference => "RFC 5246 §7.2.2";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.AlertList.Find(one => one.Description == AlertDescription.NoRenegotiation) is not AlertEntry alert) return;
        string who = alert.From.Name();
        judgement.Found(this, $"the {who} does not renegotiate", alert.Position.Packet);
    }
}
