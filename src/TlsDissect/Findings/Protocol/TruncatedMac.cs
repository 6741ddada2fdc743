using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The sides agreed on MACs of 10 bytes.</summary>
internal sealed class TruncatedMac() : FindingRule("truncated_hmac", FindingSeverity.Low)
{
    public override string Why => "A MAC of 80 bits is easier to forge, and with CBC mode it reveals the length of the padding.";

    public override string Advice => "Turn off truncated_hmac on both sides.";

    public override string Reference => "RFC 9325 §4.6";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { Mac: not MacAlgorithm.Aead }) return; // Such a suite has no MAC to truncate.
        if (Hellos.ServerBeforeTls13(judgement.Connection, out MessageEntry? entry) is not { TruncatedHmac: true }) return;
        judgement.Found(this, "client and server agreed on truncated_hmac: MACs of 80 bits", entry!.Position.Packet);
    }
}
