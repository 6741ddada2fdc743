using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Certificates;

/// <summary>A certificate's key is too small.</summary>
internal sealed class WeakCertificateKey() : CertificateRule("weak_certificate_key", FindingSeverity.Medium)
{
    public override string Why =>
        "The private key can be computed from the certificate, at a cost that falls every year. With it, anyone can pose as its owner.";

    public override string Advice => "Use RSA with 2,048 bits or more, P-256, or Ed25519.";

    public override string Reference => "RFC 9325 §4.5, NIST SP 800-57 Part 1";

    private const int MinRsa = 2048, MinCurve = 224, BrokenRsa = 1024, BrokenCurve = 160;

    protected override void Judge(Judgement judgement, SideJudgement side)
    {
        foreach (int index in side.Chain.Path)
        {
            PublicKeyStrength key = side.Chain.Sent[index].Key;
            if (IsWeak(key))
                Found(judgement, side, $"{NameOf(side, index)} has a weak key: {side.Chain.Certificates[index].PublicKey}",
                    IsBroken(key) ? FindingSeverity.High : null);
        }
    }

    private static bool IsWeak(PublicKeyStrength key) => key.Kind switch
    {
        PublicKeyKind.Rsa => key.Bits < MinRsa,
        PublicKeyKind.Dsa => true, // RFC 9155 and TLS 1.3 have abandoned it, whatever its size.
        PublicKeyKind.EllipticCurve => key.Bits is > 0 and < MinCurve,
        _ => false,
    };

    private static bool IsBroken(PublicKeyStrength key) => key.Kind switch
    {
        PublicKeyKind.Rsa or PublicKeyKind.Dsa => key.Bits is > 0 and < BrokenRsa,
        _ => key.Bits < BrokenCurve,
    };
}
