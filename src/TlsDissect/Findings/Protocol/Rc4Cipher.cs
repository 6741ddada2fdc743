using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The agreed cipher is RC4.</summary>
internal sealed class Rc4Cipher() : FindingRule("rc4_cipher", FindingSeverity.High)
{
    public override string Why => "The key stream of RC4 is biased, and secrets that are sent often can be recovered from it.";

    public override string Advice => "Turn off RC4 on both sides.";

    public override string Reference => "RFC 7465, CVE-2013-2566, CVE-2015-2808";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { } suite) return;
        if (suite.Cipher is not (BulkCipher.Rc4_128 or BulkCipher.Rc4_56) || suite.IsExport) return; // Export keys are worse.
        judgement.Found(this, $"{suite.Name} encrypts with RC4", Hellos.ServerPacket(judgement.Connection));
    }
}
