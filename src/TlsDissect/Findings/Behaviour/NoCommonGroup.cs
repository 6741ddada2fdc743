namespace TlsDissect.Findings.Behaviour;

/// <summary>The two sides probably have no group in common.</summary>
internal sealed class NoCommonGroup() : RefusalRule("no_common_group", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Enable x25519 and secp256r1 on both sides.";

    public override string Reference => "RFC 8446 §4.1.1, §4.2.7; RFC 8422 §5.1";

    protected override string? Cause(in Refusal refusal) =>
        refusal.Gap is { Part: OfferPart.Group, Text: string gap } ? $"the server refused with {refusal.AlertName}: {gap}" : null;
}
