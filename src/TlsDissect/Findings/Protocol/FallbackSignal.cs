using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The client says that it tries again with an earlier version.</summary>
internal sealed class FallbackSignal() : FindingRule("fallback_scsv", FindingSeverity.Low)
{
    public override string Why =>
        "Something made a connection with a later version fail: a fault, or an attacker who wants the earlier one.";

    public override string Advice => "Find out why the later version failed, and turn off the fallback in the client.";

    public override string Reference => "RFC 7507";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.Client(connection, handshake: 0, out MessageEntry? entry) is not ClientHello hello) return;
        if (!hello.CipherSuites.Contains(CipherSuiteId.TLS_FALLBACK_SCSV)) return;
        // If the server refuses it, another finding says so.
        if (connection.AlertList.Exists(alert => alert.Description == AlertDescription.InappropriateFallback)) return;
        judgement.Found(this, "the client falls back to an earlier version (TLS_FALLBACK_SCSV)", entry!.Position.Packet);
    }
}
