using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>Keys are shortened for export, or the server sent an RSA key as for export.</summary>
internal sealed class ExportCipher() : FindingRule("export_cipher", FindingSeverity.Critical)
{
    private const int ExportBits = 512;

    public override string Why => "Keys of 40 or 56 bits, and RSA and Diffie-Hellman keys of 512 bits, are broken in hours or less.";

    public override string Advice => "Turn off export cipher suites on both sides.";

    public override string Reference => "RFC 9325 §4.1, CVE-2015-0204 (FREAK), CVE-2015-4000 (Logjam)";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.CipherSuiteParts is not { } suite) return;
        if (suite.IsExport || suite.Cipher is BulkCipher.Rc2_40 or BulkCipher.Rc4_40 or BulkCipher.Des40)
        {
            judgement.Found(this, $"{suite.Name} shortens its keys for export", Hellos.ServerPacket(connection));
            return;
        }

        // A temporary RSA key outside an export suite is what the FREAK attack makes a client accept.
        if (suite.KeyExchange != KeyExchange.Rsa) return;
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.Message is not ServerKeyExchange { RsaModulus.Length: > 0 } exchange) continue;
            int bits = BigNumbers.Bits(exchange.RsaModulus);
            if (bits > ExportBits) continue;
            judgement.Found(this, $"the server sent a temporary RSA key of {bits} bits, which {suite.Name} does not have",
                entry.Position.Packet);
            return;
        }
    }
}
