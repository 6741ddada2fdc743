using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Chains;

/// <summary>Reads the OCSP responses of a handshake, finds the certificates that they are about, and verifies who signed them.</summary>
/// <param name="trusted">Trusted authorities, which may have issued the last certificate that was sent.</param>
internal sealed class StapleJudge(IReadOnlyList<CertificateTraits> trusted)
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9"; // RFC 6960 §4.2.2.2

    /// <summary>Maximum number of certificates for which one response is verified.</summary>
    private const int MaxVerified = 2;

    private static readonly string[] Failures =
        ["successful", "malformed_request", "internal_error", "try_later", "(4)", "sig_required", "unauthorized"];

    private static readonly string[] Reasons =
    [
        "unspecified", "key_compromise", "ca_compromise", "affiliation_changed", "superseded", "cessation_of_operation",
        "certificate_hold", "(7)", "remove_from_crl", "privilege_withdrawn", "aa_compromise",
    ];

    /// <summary>Judges a response.</summary>
    /// <param name="chain">The chain that it was sent with.</param>
    /// <param name="der">OCSPResponse in DER.</param>
    public JudgedResponse Judge(JudgedChain chain, ReadOnlyMemory<byte> der)
    {
        OcspResponse response = OcspResponse.Parse(der);
        string? name = response.ResponderName ??
            (response.ResponderKey.IsEmpty ? null : Convert.ToHexStringLower(response.ResponderKey.Span));
        StapledStatus common = new() { Responder = name, ProducedAt = response.ProducedAt };
        if (response.Malformed is string field) return new JudgedResponse([common with { Problem = $"malformed: {field}" }], []);
        if (response.Status != 0)
        {
            string failure = response.Status < Failures.Length ? Failures[response.Status] : $"({response.Status})";
            return new JudgedResponse([common with { Problem = $"the responder answered {failure}" }], []);
        }

        if (response.Statuses.IsEmpty) return new JudgedResponse([common with { Problem = "no status in it" }], []);
        CertificateTraits? responder = FindResponder(response);
        // Nearly always one certificate. The sender chooses how many there are, and how long each verification takes.
        Dictionary<(CertificateTraits, CertificateTraits), (bool?, string?)> verdicts = [];
        (bool? Verified, string? Problem) VerdictOf(CertificateTraits certificate, CertificateTraits issuer)
        {
            if (verdicts.TryGetValue((certificate, issuer), out (bool?, string?) verdict)) return verdict;
            if (verdicts.Count == MaxVerified) return (null, "not verified: it is about too many certificates");
            return verdicts[(certificate, issuer)] = Verify(response, responder, certificate, issuer);
        }

        return new JudgedResponse([.. response.Statuses.Select(status => Judge(chain, status, common, VerdictOf))],
            [.. response.Statuses.SelectMany(status => status.Timestamps).Take(CertificateTraits.MaxListed)])
        {
            Responder = responder,
        };
    }

    private StapledStatus Judge(JudgedChain chain, OcspStatus status, StapledStatus common,
        Func<CertificateTraits, CertificateTraits, (bool?, string?)> verdictOf)
    {
        int index = chain.Sent.ToList().FindIndex(certificate => CertificateIssuers.IsFor(certificate, status));
        CertificateTraits? issuer = index < 0
            ? null
            : chain.Sent.Concat(trusted).FirstOrDefault(candidate =>
                chain.Sent[index].IsIssuedBy(candidate) && CertificateIssuers.IsNamed(candidate, status));
        (bool? verified, string? problem) = index < 0
            ? (null, "it is for no certificate of the chain")
            : issuer is null
                ? (null, "not verified: the issuer's certificate is not known")
                : verdictOf(chain.Sent[index], issuer);
        return common with
        {
            Certificate = index < 0 ? null : index,
            Serial = status.Serial,
            Status = status.Status,
            ThisUpdate = status.ThisUpdate,
            NextUpdate = status.NextUpdate,
            RevokedAt = status.RevokedAt,
            Reason = status.Reason is int reason ? (reason < Reasons.Length ? Reasons[reason] : $"({reason})") : null,
            Verified = verified,
            Problem = problem,
        };
    }

    /// <summary>The certificate in a response that its responder names; <c>null</c> if it contains none.</summary>
    private static CertificateTraits? FindResponder(OcspResponse response)
    {
        foreach (ReadOnlyMemory<byte> der in response.Certificates)
        {
            CertificateTraits candidate = CertificateTraits.Read(CertificateParser.Parse(der.ToArray()));
            if (IsResponder(candidate, response)) return candidate;
        }

        return null;
    }

    /// <summary>
    /// Verifies a response about a certificate. An issuer with the right name may have been sent with a key of the sender's own, so the
    /// certificate has to be signed with the same key.
    /// </summary>
    private static (bool? Verified, string? Problem) Verify(OcspResponse response, CertificateTraits? responder,
        CertificateTraits certificate, CertificateTraits issuer)
    {
        (bool? verified, string? problem) = Verify(response, responder, issuer);
        if (verified != true) return (verified, problem);
        return CertificateIssuers.Verify(SignedStructure.OfCertificate(certificate.Details.Der), issuer) switch
        {
            null => (null, "not verified: the certificate's own signature is of an unknown kind"),
            false => (false, "the issuer that it names did not sign the certificate"),
            true => (true, null),
        };
    }

    private static (bool? Verified, string? Problem) Verify(OcspResponse response, CertificateTraits? responder, CertificateTraits issuer)
    {
        if (IsResponder(issuer, response)) return Signed(response, issuer);
        if (responder is null) return (null, "not verified: the responder's certificate is not known");
        if (!responder.IsIssuedBy(issuer) || responder.Purposes?.Contains(OcspSigning) != true)
            return (false, "the certificate's issuer does not allow the responder to sign for it");
        return CertificateIssuers.Verify(SignedStructure.OfCertificate(responder.Details.Der), issuer) switch
        {
            null => (null, "not verified: the signature of the responder's certificate is of an unknown kind"),
            false => (false, "the signature of the responder's certificate is wrong"),
            true => Signed(response, responder),
        };
    }

    private static (bool? Verified, string? Problem) Signed(OcspResponse response, CertificateTraits signer) =>
        CertificateIssuers.Verify(response.Signed, signer) switch
        {
            null => (null, "not verified: its signature is of an unknown kind"),
            false => (false, "its signature is wrong"),
            true => (true, null),
        };

    private static bool IsResponder(CertificateTraits certificate, OcspResponse response) => response.ResponderName is string name
        ? certificate.Details.Subject == name
        : CertificateIssuers.KeyHash(certificate).AsSpan().SequenceEqual(response.ResponderKey.Span);
}
