using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The two sides have no application protocol in common.</summary>
internal sealed class NoCommonApplicationProtocol() : RefusalRule("no_common_application_protocol", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Enable a protocol of one side on the other, or offer none.";

    public override string Reference => "RFC 7301 §3.2";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal.Alert != AlertDescription.NoApplicationProtocol || refusal.Client is not ClientHello hello) return null;
        string offered = ShortList.Of(hello.Alpn);
        return refusal switch
        {
            { IsAnswerToHello: true } => $"the server has none of the application protocols that the client offers: {offered}",
            { By: Sender.Client, Connection.Alpn: string chosen } =>
                $"the server chose the application protocol {chosen}, and the client offers {offered}",
            _ => $"{refusal.Who} found no common application protocol; the client offers {offered}",
        };
    }
}
