using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The agreed cipher is DES with its keys of 56 bits.</summary>
internal sealed class DesCipher() : FindingRule("des_cipher", FindingSeverity.High)
{
    public override string Why => "A key of 56 bits can be found by trying all of them.";

    public override string Advice => "Turn off DES on both sides.";

    public override string Reference => "RFC 5469 §4, RFC 9325 §4.1";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { } suite) return;
        if (suite.Cipher != BulkCipher.Des || suite.IsExport) return;
        judgement.Found(this, $"{suite.Name} encrypts with keys of 56 bits", Hellos.ServerPacket(judgement.Connection));
    }
}
