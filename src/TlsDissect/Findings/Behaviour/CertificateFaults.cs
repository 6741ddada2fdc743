using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>Faults of the certificates of one side, as the reason why the other side refused them.</summary>
internal static class CertificateFaults
{
    /// <summary>Limit on the faults that a sentence names.</summary>
    private const int Most = 2;

    /// <summary>The findings for which a certificate is refused, those that are checked everywhere first.</summary>
    private static readonly string[] All =
    [
        "certificate_revoked", "certificate_expired", "certificate_not_yet_valid", "name_mismatch", "untrusted_certificate",
        "incomplete_chain", "self_signed_certificate", "not_acceptable_issuer", "certificate_usage_mismatch", "missing_ocsp_staple",
        "weak_certificate_signature", "weak_certificate_key", "ca_certificate_as_leaf", "wrong_chain_order",
    ];

    /// <summary>Returns the faults of a side's certificates as a clause; <c>null</c> if none was found that explains the alert.</summary>
    /// <param name="judgement">The certificates have been judged.</param>
    /// <param name="side">Whose certificates.</param>
    /// <param name="alert">The alert that answered them; <c>null</c> if there was none.</param>
    public static string? Of(Judgement judgement, Sender side, AlertDescription? alert)
    {
        SideJudgement? certificates = side == Sender.Server ? judgement.Certificates.Server : judgement.Certificates.Client;
        if (certificates?.Packet is not long packet) return null;
        string[] wanted = Explaining(alert);
        // A name or an authority that may be right after all is only worth knowing.
        string[] faults =
            [.. judgement.FoundIn(packet).Where(finding => finding.Severity > FindingSeverity.Info && wanted.Contains(finding.Id))
                .OrderBy(finding => Array.IndexOf(wanted, finding.Id)).Select(finding => finding.Text).Take(Most)];
        return faults.Length == 0 ? null : string.Join("; ", faults);
    }

    /// <summary>Whether an alert says which kind of fault it is about.</summary>
    public static bool IsNamedBy(AlertDescription alert) => Explaining(alert) != All;

    /// <summary>The findings that an alert can be about.</summary>
    private static string[] Explaining(AlertDescription? alert) => alert switch
    {
        AlertDescription.CertificateExpired => ["certificate_expired", "certificate_not_yet_valid"],
        AlertDescription.CertificateRevoked => ["certificate_revoked"],
        AlertDescription.UnknownCa =>
            ["untrusted_certificate", "incomplete_chain", "self_signed_certificate", "not_acceptable_issuer", "wrong_chain_order"],
        AlertDescription.UnsupportedCertificate =>
            ["certificate_usage_mismatch", "weak_certificate_key", "weak_certificate_signature", "ca_certificate_as_leaf"],
        AlertDescription.BadCertificateStatusResponse => ["certificate_revoked", "missing_ocsp_staple"],
        AlertDescription.AccessDenied => ["not_acceptable_issuer"],
        _ => All,
    };
}
