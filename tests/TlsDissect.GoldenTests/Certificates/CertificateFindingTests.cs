using TlsDissect.GoldenTests.Running;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.GoldenTests.Certificates;

/// <summary>Findings about the certificates of each connection in the cases made for it, near misses among them.</summary>
public class CertificateFindingTests
{
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["judged-clean"] = ["", "", "", ""],
        ["judged-validity"] =
        [
            "certificate_expired", "certificate_not_yet_valid", "certificate_expires_soon", "", "", "long_certificate_lifetime",
            "certificate_expired:Medium",
        ],
        ["judged-names"] = ["name_mismatch", "", "", "name_mismatch", "", "name_mismatch:Info"],
        ["judged-chains"] =
            ["self_signed_certificate", "incomplete_chain", "incomplete_chain", "wrong_chain_order", "", "ca_certificate_as_leaf"],
        ["judged-keys"] =
        [
            "weak_certificate_key", "", "weak_certificate_signature:High", "weak_certificate_signature", "weak_certificate_key", "", "",
        ],
        ["judged-usage"] =
            ["certificate_usage_mismatch", "", "certificate_usage_mismatch", "", "certificate_usage_mismatch", ""],
        ["judged-issuers"] = ["not_acceptable_issuer", "not_acceptable_issuer", "not_acceptable_issuer", "", ""],
        ["judged-staples"] =
            ["", "", "unusable_ocsp_staple:Medium", "", "certificate_revoked", "certificate_revoked", "", "missing_ocsp_staple", ""],
        ["judged-staple-times"] = ["unusable_ocsp_staple:Medium", "unusable_ocsp_staple:Medium", "unusable_ocsp_staple", "", ""],
        ["judged-staple-intermediate"] = ["certificate_revoked"],
        ["judged-timestamps"] = ["", "incomplete_chain"],
    };

    public static TheoryData<string> Cases => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_connection_has_its_findings(string name) => Assert.Equal(Expected[name], JudgedCapture.Read(name).Findings);

    [Fact]
    public void A_clean_laboratory_has_no_finding_above_info() =>
        Assert.All(JudgedCapture.Read("judged-clean").Connections,
            connection => Assert.DoesNotContain(connection.Findings, finding => finding.Severity > FindingSeverity.Info));

    [Fact]
    public void Chains_are_checked_against_given_authorities()
    {
        JudgedCapture judged = JudgedCapture.Read("judged-trust", Trusting(CaptureCase.Of("judged-trust").FileNamed("root.pem")));
        Assert.Equal(
            ["", "untrusted_certificate", "untrusted_certificate self_signed_certificate", "untrusted_certificate incomplete_chain",
                "untrusted_certificate"],
            judged.Findings);
        Assert.Equal("CN=Lab Root,O=TlsDissect", judged.Connections[0].ServerJudgement!.TrustedBy);
        Assert.Equal(
            [ChainVerdict.Trusted, .. Enumerable.Repeat(ChainVerdict.Untrusted, 4)],
            judged.Connections.Select(connection => connection.ServerJudgement!.Chain));
    }

    [Fact]
    public void Without_authorities_no_chain_is_checked() =>
        Assert.All(JudgedCapture.Read("judged-trust").Connections,
            connection => Assert.Equal(ChainVerdict.NotChecked, connection.ServerJudgement!.Chain));

    [Theory]
    [InlineData(28, 0)]
    [InlineData(29, 1)]
    [InlineData(31, 2)]
    [InlineData(60, 4)]
    public void The_days_before_expiry_can_be_chosen(int days, int found)
    {
        string[] findings = JudgedCapture.Read("judged-validity", new FindingOptions { ExpiryDays = days }).Findings;
        Assert.Equal(found, findings.Count(finding => finding.Contains("certificate_expires_soon", StringComparison.Ordinal)));
    }

    [Fact]
    public void Staples_are_verified_by_who_signed_them()
    {
        StapledStatus[] statuses =
            [.. JudgedCapture.Read("judged-staples").Connections.SelectMany(connection => connection.ServerJudgement!.Ocsp)];
        Assert.Equal([true, true, false, null, true, true, true], statuses.Select(status => status.Verified));
        Assert.Equal(
            [
                RevocationStatus.Good, RevocationStatus.Good, RevocationStatus.Good, RevocationStatus.Good, RevocationStatus.Revoked,
                RevocationStatus.Revoked, RevocationStatus.Unknown,
            ],
            statuses.Select(status => status.Status!.Value));
        Assert.Equal("key_compromise", statuses[4].Reason);
        Assert.All(statuses, status => Assert.Equal(0, status.Certificate));
    }

    /// <summary>With the root among the authorities, a response is verified although the root was not sent.</summary>
    [Fact]
    public void A_given_authority_verifies_staples()
    {
        FindingOptions options = Trusting(CaptureCase.Of("judged-staples").FileNamed("root.pem"));
        Assert.True(JudgedCapture.Read("judged-staples", options).Connections[3].ServerJudgement!.Ocsp[0].Verified);
    }

    [Fact]
    public void Timestamps_are_told_by_their_source()
    {
        JudgedCapture judged = JudgedCapture.Read("judged-timestamps");
        Assert.Equal(["certificate", "certificate", "tls"], judged.Connections[0].ServerJudgement!.Timestamps.Select(t => t.Source));
        Assert.Equal(2, judged.Connections[1].ServerJudgement!.Timestamps.Length);
        Assert.All(judged.Connections[0].ServerJudgement!.Timestamps, timestamp => Assert.Equal(2026, timestamp.Time!.Value.Year));
    }

    private static FindingOptions Trusting(string file) => new() { Authorities = new TrustedAuthorities().AddFile(file) };
}
