using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A signature of the handshake is made over MD5 or SHA-1.</summary>
internal sealed class WeakHandshakeSignature() : FindingRule("weak_handshake_signature", FindingSeverity.Medium)
{
    private const int Md5 = 1;
    private const int Sha1 = 2;

    public override string Why => "Collisions of these hashes let somebody in the middle use a signature in another connection.";

    public override string Advice => "Remove MD5 and SHA-1 from signature_algorithms on both sides.";

    public override string Reference => "RFC 9155, CVE-2015-7575 (SLOTH)";

    public override void Judge(Judgement judgement)
    {
        foreach (MessageEntry entry in judgement.Connection.MessageList)
        {
            // Before TLS 1.2 a signature does not name its hash, and the version is the finding.
            SignatureScheme? scheme = entry.Message switch
            {
                ServerKeyExchange exchange => exchange.Signature?.Scheme,
                CertificateVerify verify => verify.Signature.Scheme,
                _ => null,
            };
            int hash = scheme is null ? 0 : (int)scheme >> 8;
            if (hash is not (Md5 or Sha1)) continue;
            string side = entry.From.Name();
            judgement.Found(this, $"the {side} signed its {entry.Name} over {(hash == Md5 ? "MD5" : "SHA-1")}", entry.Position.Packet);
            return;
        }
    }
}
