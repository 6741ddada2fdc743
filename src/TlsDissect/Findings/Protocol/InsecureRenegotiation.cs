using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A handshake without the protection of renegotiation.</summary>
internal sealed class InsecureRenegotiation() : FindingRule("insecure_renegotiation", FindingSeverity.Medium)
{
    public override string Why =>
        "Without RFC 5746, somebody in the middle can put data of their own before the client's, if the server renegotiates.";

    public override string Advice => "Update the side without RFC 5746, and turn off renegotiation.";

    public override string Reference => "RFC 5746, CVE-2009-3555";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.ServerBeforeTls13(connection, out MessageEntry? entry) is not { RenegotiatedConnection: null }) return;
        if (entry!.Handshake > 0 || Hellos.Client(connection, handshake: 0, out MessageEntry? first) is not ClientHello client) return;
        bool isSignalled = client.RenegotiatedConnection is not null ||
            client.CipherSuites.Contains(CipherSuiteId.TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
        if (isSignalled)
            judgement.Found(this, "the client supports secure renegotiation, and the server does not", entry.Position.Packet);
        else
            judgement.Found(this, "the client does not signal secure renegotiation", first!.Position.Packet, FindingSeverity.Low);
    }
}
