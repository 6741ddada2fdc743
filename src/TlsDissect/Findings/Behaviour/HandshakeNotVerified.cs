using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A Finished or a signature was checked with the right keys, and does not verify.</summary>
internal sealed class HandshakeNotVerified() : FindingRule("handshake_not_verified", FindingSeverity.Medium)
{
    public override string Why => "A message was changed on its way, one side is faulty, or the capture does not have what was sent.";

    public override string Advice => "Look for something that changes packets; compare captures of both ends.";

    public override string Reference => "RFC 8446 §4.4.3, §4.4.4; RFC 5246 §7.4.8, §7.4.9";

    public override bool TellsCause => true;

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Losses.MayHide(connection)) return; // A Finished covers messages that are not in the capture.
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry is { Message: Finished, Verified: false })
                judgement.Found(this, $"the {entry.From.Name()}'s Finished does not verify{Answer(connection, entry.From)}",
                    entry.Position.Packet);
        }

        Check(judgement, Sender.Server, connection.ServerAuthentication);
        Check(judgement, Sender.Client, connection.ClientAuthentication);
    }

    private void Check(Judgement judgement, Sender side, in PeerAuthentication authentication)
    {
        if (!authentication.IsRefuted) return;
        ConnectionSummary connection = judgement.Connection;
        judgement.Found(this, $"the {side.Name()}'s signature ({authentication.Scheme}) does not verify{Answer(connection, side)}",
            connection.Outcome?.Packet);
    }

    /// <summary>The alert with which the other side refused it.</summary>
    private static string Answer(ConnectionSummary connection, Sender of) =>
        Refusal.Of(connection) is { Alert: AlertDescription.DecryptError or AlertDescription.BadRecordMac } refusal && refusal.By != of
            ? $", and {refusal.Who} refused it with {refusal.AlertName}"
            : "";
}
