namespace TlsDissect.Findings.Behaviour;

/// <summary>The two sides probably have no cipher suite in common.</summary>
internal sealed class NoCommonCipherSuite() : RefusalRule("no_common_cipher_suite", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Enable a cipher suite of one side on the other: ECDHE with AES-GCM, or TLS 1.3.";

    public override string Reference => "RFC 5246 §7.4.1.3; RFC 8446 §4.1.1";

    protected override string? Cause(in Refusal refusal) =>
        refusal.Gap is { Part: OfferPart.CipherSuite, Text: string gap } ? $"the server refused with {refusal.AlertName}: {gap}" : null;
}
