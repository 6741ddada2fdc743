using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Protocol;

/// <summary>The sides renegotiated without binding the new handshake to the connection.</summary>
internal sealed class UnsafeRenegotiation() : FindingRule("unsafe_renegotiation", FindingSeverity.High)
{
    public override string Why =>
        "Somebody in the middle may have put data of their own before the client's: the server takes both for one.";

    public override string Advice => "Turn off renegotiation on the server, and update it to support RFC 5746.";

    public override string Reference => "RFC 5746, CVE-2009-3555";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.ServerBeforeTls13(connection, out MessageEntry? entry) is not { RenegotiatedConnection: null or { Length: 0 } }) return;
        if (entry!.Handshake == 0) return;
        judgement.Found(this, "the server renegotiated without renegotiation_info, which binds a handshake to the one before it",
            entry.Position.Packet);
    }
}
