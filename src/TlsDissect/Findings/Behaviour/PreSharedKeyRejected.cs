using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The two sides do not have the same pre-shared key.</summary>
internal sealed class PreSharedKeyRejected() : RefusalRule("pre_shared_key_rejected", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect; or somebody guesses keys.";

    public override string Advice => "Give both sides the same key under the same identity.";

    public override string Reference => "RFC 4279 §2; RFC 8446 §4.2.11";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal.By != Sender.Server) return null;
        if (refusal.Alert == AlertDescription.UnknownPskIdentity)
            return "the server does not know the identity of the client's pre-shared key";
        if (refusal.IsAnswerToHello) return AfterHello(refusal);
        // Whether the server's keys are the same shows at the first record that they protect: the client's Finished.
        bool isFirstRecord =
            refusal.Alert is AlertDescription.BadRecordMac or AlertDescription.DecryptError or AlertDescription.DecryptionFailed;
        return isFirstRecord && refusal.Connection.CipherSuiteParts is { Authentication: Authentication.Psk } &&
            refusal.Connection.Handshake == HandshakeKind.Incomplete
            ? $"the server cannot read the client's Finished ({refusal.AlertName}): the two sides have different pre-shared keys, or the " +
                "server does not know the identity"
            : null;
    }

    /// <summary>RFC 8446 §4.2.11.2 asks for decrypt_error when a binder does not verify. OpenSSL sends illegal_parameter.</summary>
    private static string? AfterHello(in Refusal refusal) =>
        refusal.Alert is AlertDescription.DecryptError or AlertDescription.IllegalParameter && refusal.Client?.BindersOffset is not null
            ? $"the server refused a client with a pre-shared key ({refusal.AlertName}), as when its binder does not verify because the " +
                "two sides have different keys under the same identity"
            : null;
}
