using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side sent a record that the other does not accept because of its length.</summary>
internal sealed class RecordTooLong() : FindingRule("record_too_long", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot talk: one of them is wrong about the limit, or it is not TLS that arrives.";

    public override string Advice => "Check what the sender sends, and that both sides agree on record_size_limit or max_fragment_length.";

    public override string Reference => "RFC 8446 §5.1; RFC 8449 §4";

    public override bool TellsCause => true;

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        AlertEntry? alert = connection.AlertList.Find(one => one is { Description: AlertDescription.RecordOverflow, Level: 2 });
        if (alert is null) return;
        (string who, string other) = alert.From == Sender.Client ? ("client", "server") : ("server", "client");
        judgement.Found(this, $"the {who} refused a record of the {other} as too long{Limit(connection)}", alert.Position.Packet);
    }

    /// <summary>The limit that was agreed on; the usual one is 16,384 bytes.</summary>
    private static string Limit(ConnectionSummary connection) => connection.ServerHelloList is [.., ServerHello hello]
        ? hello switch
        {
            { RecordSizeLimit: ushort limit } => $"; record_size_limit is {limit} bytes",
            { MaxFragmentLength: byte and >= 1 and <= 4 and var code } => $"; max_fragment_length is {256 << code} bytes",
            _ => "",
        }
        : "";
}
