using TlsDissect.Findings.Rules;
using TlsDissect.Messages;

namespace TlsDissect.Findings.Protocol;

/// <summary>The server accepted early data.</summary>
internal sealed class EarlyDataAccepted() : FindingRule("early_data_accepted", FindingSeverity.Info)
{
    public override string Why => "Early data can be replayed, and has no forward secrecy.";

    public override string Advice => "Accept early data only for requests that may be repeated.";

    public override string Reference => "RFC 8446 §2.3, RFC 8446 §8";

    public override void Judge(Judgement judgement)
    {
        foreach (MessageEntry entry in judgement.Connection.MessageList)
        {
            if (entry.Message is not EncryptedExtensions { EarlyData: true }) continue;
            judgement.Found(this, "the server accepted early data (0-RTT)", entry.Position.Packet);
            return;
        }
    }
}
