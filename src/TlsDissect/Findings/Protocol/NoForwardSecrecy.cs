using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The key exchange has no ephemeral keys.</summary>
internal sealed class NoForwardSecrecy() : FindingRule("no_forward_secrecy", FindingSeverity.Medium)
{
    public override string Why => "A stolen long-term key decrypts all recorded connections, past ones too.";

    public override string Advice => "Prefer TLS 1.3, or cipher suites with ECDHE.";

    public override string Reference => "RFC 9325 §4.1, RFC 10015";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.ForwardSecrecy != false || connection.CipherSuiteParts is not { } suite) return;
        string text = connection.Version.IsTls13()
            ? "the keys come from a pre-shared key alone (psk_ke), without forward secrecy"
            : $"{suite.Name} has no forward secrecy";
        judgement.Found(this, text, Hellos.ServerPacket(connection));
    }
}
