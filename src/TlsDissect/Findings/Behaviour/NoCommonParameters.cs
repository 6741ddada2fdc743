namespace TlsDissect.Findings.Behaviour;

/// <summary>The server refused an offer that has everything usual.</summary>
internal sealed class NoCommonParameters() : RefusalRule("no_common_parameters", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice =>
        "Compare the offer with the settings of the server: versions, cipher suites, groups, and the kind of its certificate.";

    public override string Reference => "RFC 8446 §4.1.1";

    protected override string? Cause(in Refusal refusal) =>
        refusal.Gap is { Part: OfferPart.Any, Text: string offer } ? $"the server refused with {refusal.AlertName}: {offer}" : null;
}
