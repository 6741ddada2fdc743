using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>Both sides agreed on SSL, TLS 1.0 or TLS 1.1.</summary>
internal sealed class ObsoleteVersion() : FindingRule("obsolete_version", FindingSeverity.High)
{
    public override string Why =>
        "SSL 2.0 and 3.0 are broken. TLS 1.0 and 1.1 rest on MD5 and SHA-1 and lack authenticated encryption.";

    public override string Advice => "Turn these versions off on the server, and update clients that need them.";

    public override string Reference =>
        "RFC 6176, RFC 7568, RFC 8996, CVE-2016-0800 (DROWN), CVE-2014-3566 (POODLE)";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        TlsGeneration generation = connection.Version.Generation();
        if (generation is TlsGeneration.None or >= TlsGeneration.Tls12) return;
        // Without a suite nothing is agreed on: the version is that of the first records. A number below SSL 3.0 in the ServerHello of a
        // later version is not SSL 2.0.
        if (generation == TlsGeneration.Ssl20 ? connection.Ssl2CipherKind is null : connection.CipherSuite is null) return;
        string forbidden = generation switch
        {
            TlsGeneration.Ssl20 => "RFC 6176 forbids it",
            TlsGeneration.Ssl30 => "RFC 7568 forbids it",
            _ => "RFC 8996 forbids it",
        };
        judgement.Found(this, $"client and server agreed on {connection.Version.DisplayName()}: {forbidden}",
            generation == TlsGeneration.Ssl20 ? Ssl2Packet(connection) : Hellos.ServerPacket(connection), SeverityOf(generation));
    }

    private static FindingSeverity SeverityOf(TlsGeneration generation) => generation switch
    {
        TlsGeneration.Ssl20 => FindingSeverity.Critical,
        TlsGeneration.Ssl30 => FindingSeverity.High,
        _ => FindingSeverity.Medium,
    };

    private static long? Ssl2Packet(ConnectionSummary connection) =>
        connection.MessageList.Find(entry => entry.From == Sender.Server)?.Position.Packet;
}
