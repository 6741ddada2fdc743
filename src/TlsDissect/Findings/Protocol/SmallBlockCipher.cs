using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The agreed cipher works on blocks of 64 bits in CBC mode.</summary>
internal sealed class SmallBlockCipher() : FindingRule("small_block_cipher", FindingSeverity.Medium)
{
    public override string Why => "After some billions of blocks under one key, equal blocks reveal parts of the data.";

    public override string Advice => "Prefer AES or ChaCha20, and turn off 3DES and IDEA.";

    public override string Reference => "CVE-2016-2183 (Sweet32)";

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.CipherSuiteParts is not { } suite) return;
        if (!IsSmall(suite)) return;
        judgement.Found(this, $"{suite.Name} works on blocks of 64 bits", Hellos.ServerPacket(judgement.Connection));
    }

    /// <summary>DES and export suites have worse faults.</summary>
    private static bool IsSmall(CipherSuite suite) =>
        suite.Mode == CipherMode.Cbc && suite.Cipher.BlockLength() == 8 && suite.Cipher != BulkCipher.Des && !suite.IsExport &&
            suite.Cipher is not (BulkCipher.Rc2_40 or BulkCipher.Rc2_56 or BulkCipher.Des40);
}
