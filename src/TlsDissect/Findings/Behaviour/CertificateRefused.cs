using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side does not accept the certificate of the other.</summary>
internal sealed class CertificateRefused() : RefusalRule("certificate_refused", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect; or an attacker with a false certificate was stopped.";

    public override string Advice =>
        "Replace the certificate, send the whole chain, or add its authority to those that the other side trusts.";

    public override string Reference => "RFC 8446 §4.4.2.4, §6.2";

    protected override string? Cause(in Refusal refusal)
    {
        if (refusal.Alert is not (AlertDescription.BadCertificate or AlertDescription.UnsupportedCertificate
            or AlertDescription.CertificateRevoked or AlertDescription.CertificateExpired or AlertDescription.CertificateUnknown
            or AlertDescription.UnknownCa or AlertDescription.AccessDenied or AlertDescription.BadCertificateStatusResponse)) return null;
        ImmutableArray<CertificateDetails> chain =
            refusal.By == Sender.Client ? refusal.Connection.ServerCertificates : refusal.Connection.ClientCertificates;
        return $"{refusal.Who} refused the certificate of {refusal.Other} with {refusal.AlertName}{Known(refusal, chain)}";
    }

    /// <summary>The fact about the certificate that explains the alert.</summary>
    private static string Known(in Refusal refusal, ImmutableArray<CertificateDetails> chain)
    {
        if (chain.IsEmpty || chain[0].IsRawPublicKey) return "";
        CertificateDetails own = chain[0], last = chain[^1];
        DateTimeOffset now = new(refusal.Connection.First.Time.ToDateTime(), TimeSpan.Zero);
        return refusal.Alert switch
        {
            _ when own.NotAfter < now => $": it was valid until {Day(own.NotAfter)}",
            _ when own.NotBefore > now => $": it is not valid before {Day(own.NotBefore)}",
            AlertDescription.UnknownCa or AlertDescription.BadCertificate or AlertDescription.CertificateUnknown =>
                own.Subject == own.Issuer && own.Subject.Length > 0
                    ? ": it is self-signed"
                    : $": the chain of {chain.Length} ends at the authority {last.Issuer}",
            AlertDescription.UnsupportedCertificate => $": its key is {own.PublicKey}, signed with {own.SignatureAlgorithm}",
            _ => "",
        };
    }

    private static string Day(DateTimeOffset? time) => time!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
