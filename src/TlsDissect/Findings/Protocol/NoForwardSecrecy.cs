using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Protocol;

/// <summary>The key exchange has no ephemeral keys.</summary>
internal sealed class NoForwardSecrecy() : FindingRule("no_forward_secrecy", FindingSeverity.Medium)
{
    public override string Why => "A stolen long-term key decrypts all recorded connections, past ones too.";

    public override string Advice => "Prefer cipher suites with ECDHE or DHE, or TLS 1.3.";

    public override string Reference => "RFC 9325 §4.1";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.ForwardSecrecy != false || connection.CipherSuiteParts is not { } suite) return;
        judgement.Found(this, $"{suite.Name} has no forward secrecy", ServerHelloPacket(connection));
    }

    private static long? ServerHelloPacket(ConnectionSummary connection)
    {
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.Name == "server_hello") return entry.Position.Packet;
        }

        return null;
    }
}
