using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The key exchange is on a curve of fewer than 224 bits.</summary>
internal sealed class SmallCurve() : FindingRule("small_curve", FindingSeverity.Medium)
{
    public override string Why => "The effort to compute a key is the square root of the size of the curve, and it falls every year.";

    public override string Advice => "Use x25519 or secp256r1.";

    public override string Reference => "RFC 9325 §4.5, RFC 8422 §5.1.1";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.NamedGroup is not NamedGroup group || Bits(group) is not int bits) return;
        long? packet = connection.MessageList.FindLast(entry => entry.Name == "server_key_exchange")?.Position.Packet;
        judgement.Found(this, $"the key exchange is on {group}, a curve of {bits} bits", packet ?? Hellos.ServerPacket(connection));
    }

    /// <summary>Size of a curve that is too small; <c>null</c> for every other group.</summary>
    private static int? Bits(NamedGroup group) => group switch
    {
        NamedGroup.sect163k1 or NamedGroup.sect163r1 or NamedGroup.sect163r2 => 163,
        NamedGroup.sect193r1 or NamedGroup.sect193r2 => 193,
        NamedGroup.secp160k1 or NamedGroup.secp160r1 or NamedGroup.secp160r2 => 160,
        NamedGroup.secp192k1 or NamedGroup.secp192r1 => 192,
        _ => null,
    };
}
