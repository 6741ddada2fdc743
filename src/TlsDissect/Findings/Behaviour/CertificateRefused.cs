using System.Collections.Immutable;
using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side does not accept the certificate of the other.</summary>
internal sealed class CertificateRefused() : FindingRule("certificate_refused", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect; or an attacker with a false certificate was stopped.";

    public override string Advice =>
        "Replace the certificate, send the whole chain, or add its authority to those that the other side trusts.";

    public override string Reference => "RFC 8446 §4.4.2.4, §6.2";

    public override bool TellsCause => true;

    /// <summary>The findings about the certificate are the cause.</summary>
    public override bool IsLast => true;

    public override void Judge(Judgement judgement)
    {
        if (Refusal.Of(judgement.Connection) is not Refusal refusal || !IsOfCertificates(refusal.Alert)) return;
        // Some servers refuse a client without a certificate by such an alert. Another finding says so.
        if (refusal.By == Sender.Server && ClientCertificateMissing.HasSentNone(refusal.Connection)) return;
        judgement.Found(this, $"{refusal.Who} refused the certificate of {refusal.Other} with {refusal.AlertName}" +
            Reason(judgement, refusal), refusal.Packet);
    }

    private static bool IsOfCertificates(AlertDescription alert) => alert is AlertDescription.BadCertificate
        or AlertDescription.UnsupportedCertificate or AlertDescription.CertificateRevoked or AlertDescription.CertificateExpired
        or AlertDescription.CertificateUnknown or AlertDescription.UnknownCa or AlertDescription.AccessDenied
        or AlertDescription.CertificateUnobtainable or AlertDescription.BadCertificateStatusResponse
        or AlertDescription.BadCertificateHashValue;

    private static string Reason(Judgement judgement, in Refusal refusal)
    {
        if (CertificateFaults.Of(judgement, 1 - refusal.By, refusal.Alert) is string faults)
            return CertificateFaults.IsNamedBy(refusal.Alert) ? $": {faults}" : $", likely because {faults}";
        ImmutableArray<CertificateDetails> chain =
            refusal.By == Sender.Client ? refusal.Connection.ServerCertificates : refusal.Connection.ClientCertificates;
        if (chain.IsEmpty) return "; the certificate is not in the capture, or stays encrypted";
        return chain[0].IsRawPublicKey ? "" : Known(refusal, chain);
    }

    /// <summary>The facts about the certificate that the alert is about, if no fault of it is known.</summary>
    private static string Known(in Refusal refusal, ImmutableArray<CertificateDetails> chain)
    {
        CertificateDetails own = chain[0], last = chain[^1];
        return refusal.Alert switch
        {
            AlertDescription.CertificateExpired when AreValid(chain, refusal.Connection) =>
                $", but no certificate that was sent had expired: the clock of {refusal.Who} may be wrong, or the authority has expired",
            AlertDescription.UnknownCa or AlertDescription.BadCertificate or AlertDescription.CertificateUnknown =>
                own.Subject == own.Issuer && own.Subject.Length > 0
                    ? ": it is self-signed"
                    : $": the chain of {chain.Length} ends at the authority {last.Issuer}",
            AlertDescription.UnsupportedCertificate => $": its key is {own.PublicKey}, signed with {own.SignatureAlgorithm}",
            _ => "",
        };
    }

    /// <summary>Whether all certificates were valid at a time, if the capture has times.</summary>
    private static bool AreValid(ImmutableArray<CertificateDetails> chain, ConnectionSummary connection) =>
        CertificateJudge.TimeOf(connection) is DateTimeOffset now &&
        chain.All(certificate => certificate.NotBefore <= now && now <= certificate.NotAfter);
}
