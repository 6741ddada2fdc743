using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The agreed cipher suite has CBC mode, and its MAC is encrypted with the data.</summary>
internal sealed class CbcMacThenEncrypt() : FindingRule("cbc_mac_then_encrypt", FindingSeverity.Low)
{
    public override string Why => "How long a receiver takes to check padding and MAC can reveal the data.";

    public override string Advice => "Prefer AES-GCM, AES-CCM or ChaCha20-Poly1305, or support encrypt_then_mac on both sides.";

    public override string Reference => "RFC 7366, CVE-2013-0169 (Lucky Thirteen), CVE-2014-3566 (POODLE), CVE-2011-3389 (BEAST)";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.CipherSuiteParts is not { Mode: CipherMode.Cbc } suite) return;
        if (Hellos.ServerBeforeTls13(connection, out MessageEntry? entry) is not { EncryptThenMac: false }) return;
        TlsGeneration generation = connection.Version.Generation();
        string more = generation switch
        {
            TlsGeneration.Ssl30 => "; SSL 3.0 does not check the padding",
            TlsGeneration.Tls10 => "; TLS 1.0 makes the IVs predictable",
            _ => "",
        };
        judgement.Found(this, $"{suite.Name} encrypts the MAC with the data{more}", entry!.Position.Packet,
            generation == TlsGeneration.Ssl30 ? FindingSeverity.Medium : null);
    }
}
