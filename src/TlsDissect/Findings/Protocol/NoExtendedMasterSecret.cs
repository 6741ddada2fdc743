using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The master secret does not depend on the whole handshake.</summary>
internal sealed class NoExtendedMasterSecret() : FindingRule("no_extended_master_secret", FindingSeverity.Low)
{
    public override string Why => "A malicious server can make two connections share a master secret, and then resume one as the other.";

    public override string Advice => "Update the side that does not support extended_master_secret.";

    public override string Reference => "RFC 7627 §1, RFC 9325 §3.5";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.Version.Generation() is not (>= TlsGeneration.Tls10 and <= TlsGeneration.Tls12)) return;
        if (Hellos.Server(connection, out MessageEntry? entry) is not { ExtendedMasterSecret: false }) return;
        string who = Hellos.Client(connection, entry!.Handshake, out _) switch
        {
            { ExtendedMasterSecret: true } => "the server does not accept extended_master_secret",
            { ExtendedMasterSecret: false } => "the client does not offer extended_master_secret",
            null => "client and server did not agree on extended_master_secret",
        };
        judgement.Found(this, who, entry.Position.Packet);
    }
}
