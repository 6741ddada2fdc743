using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The agreed cipher suite does not encrypt.</summary>
internal sealed class NullCipher() : FindingRule("null_cipher", FindingSeverity.High)
{
    public override string Why => "Everyone on the path can read the data.";

    public override string Advice => "Turn off cipher suites with NULL encryption.";

    public override string Reference => "RFC 9325 §4.1";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { } suite) return;
        if (suite.Cipher != BulkCipher.Null) return;
        judgement.Found(this, $"{suite.Name} does not encrypt", Hellos.ServerPacket(judgement.Connection));
    }
}
