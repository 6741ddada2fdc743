using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The client retried with a lower version, and the server, which has a higher one, refused that.</summary>
internal sealed class FallbackRefused() : RefusalRule("fallback_refused", FindingSeverity.Low)
{
    public override string Why => "An earlier attempt failed: the network breaks newer versions, or an attacker does, to get a weaker one.";

    public override string Advice => "Find out why the first attempt failed; let the client try its highest version only.";

    public override string Reference => "RFC 7507 §3";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal.Alert != AlertDescription.InappropriateFallback) return null;
        string offered = refusal.Client is ClientHello hello ? $" ({new Offer(hello).VersionText})" : "";
        return $"the client retries with a lower version{offered} and says so with TLS_FALLBACK_SCSV; the server has a higher one";
    }
}
