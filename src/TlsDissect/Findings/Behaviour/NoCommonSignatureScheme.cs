using System.Collections.Immutable;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side has a key whose signatures the other does not accept.</summary>
internal sealed class NoCommonSignatureScheme() : RefusalRule("no_common_signature_scheme", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Enable the signature schemes of the certificate, or use a certificate of another kind.";

    public override string Reference => "RFC 8446 §4.2.3; RFC 5246 §7.4.1.4.1";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal.Gap is { Part: OfferPart.SignatureScheme, Text: string gap })
            return $"the server refused with {refusal.AlertName}: {gap}";
        if (!IsOfKeys(refusal.Alert)) return null;
        return refusal.By == Sender.Client
            ? Compare(refusal, refusal.Connection.ServerCertificates, refusal.Client?.SignatureAlgorithms ?? [])
            : Compare(refusal, refusal.Connection.ClientCertificates, Requested(refusal.Connection));
    }

    private static bool IsOfKeys(AlertDescription alert) => alert is AlertDescription.HandshakeFailure or AlertDescription.IllegalParameter
        or AlertDescription.BadCertificate or AlertDescription.UnsupportedCertificate or AlertDescription.CertificateUnknown
        or AlertDescription.InsufficientSecurity;

    private static string? Compare(
        in Refusal refusal, ImmutableArray<CertificateDetails> chain, ImmutableArray<SignatureScheme> accepted)
    {
        if (chain.IsEmpty || accepted.IsEmpty || KeyFamilies.OfKey(chain[0].PublicKey) is not string family) return null;
        if (accepted.Any(scheme => KeyFamilies.Of(scheme) == family)) return null;
        return $"{refusal.Who} refused with {refusal.AlertName}: {refusal.Other} has a certificate with the key {chain[0].PublicKey}, " +
            $"and {refusal.Who} accepts {ShortList.Of(accepted.Select(scheme => scheme.RegisteredName()))}";
    }

    private static ImmutableArray<SignatureScheme> Requested(ConnectionSummary connection) =>
        connection.MessageList.FindLast(entry => entry.Message is CertificateRequest)?.Message is CertificateRequest request
            ? request.SignatureAlgorithms
            : [];
}
