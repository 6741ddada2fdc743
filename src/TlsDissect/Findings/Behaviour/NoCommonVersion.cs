using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The two sides have no protocol version in common.</summary>
internal sealed class NoCommonVersion() : RefusalRule("no_common_version", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Update the older side, so that both have TLS 1.2 or 1.3.";

    public override string Reference => "RFC 8446 §4.1.2, §4.2.1";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal.Gap is { Part: OfferPart.Version, Text: string gap }) return $"the server refused with {refusal.AlertName}: {gap}";
        if (refusal.Alert != AlertDescription.ProtocolVersion || refusal.Client is not ClientHello hello) return null;
        string offered = new Offer(hello).VersionText;
        if (refusal.IsAnswerToHello) return $"the server has none of the versions that the client offers: {offered}";
        return refusal is { By: Sender.Client, Server: ServerHello chosen }
            ? $"the server chose {chosen.NegotiatedVersion.DisplayName()}, which the client does not accept; it offers {offered}"
            : null;
    }
}
