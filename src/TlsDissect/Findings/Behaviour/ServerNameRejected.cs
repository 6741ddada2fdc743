using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The server does not serve the name that the client asked for.</summary>
internal sealed class ServerNameRejected() : FindingRule("server_name_rejected", FindingSeverity.Low)
{
    public override string Why => "The client asked the wrong server, or the server lacks a certificate for the name.";

    public override string Advice => "Check the name and the address, and the names that the server has certificates for.";

    public override string Reference => "RFC 6066 §3";

    public override bool TellsCause => true;

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        AlertEntry? alert =
            connection.AlertList.Find(one => one is { From: Sender.Server, Description: AlertDescription.UnrecognizedName });
        if (alert is null) return;
        bool isFatal = connection.Outcome is { Result: OutcomeResult.Refused, Alert: AlertDescription.UnrecognizedName };
        string name = connection.ServerName is string asked ? $"the name {asked}" : "a client that sends no name";
        judgement.Found(this, $"the server does not serve {name}{(isFatal ? "" : ", but goes on")}", alert.Position.Packet,
            isFatal ? null : FindingSeverity.Info);
    }
}
